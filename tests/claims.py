"""What the lessons claim, where each claim is taught, and which tests hold it true.

``CLAIMS[notebook][row]`` is one claim, in parts. A part says in a few words what is claimed, quotes
the cell that teaches it, and names the tests that fail if it is false. Where a popular form of the
claim is wrong or too simple, a part quotes the cell that names it.
"""

from typing import NamedTuple


class Part(NamedTuple):
    """A statement, a passage that only the cell that teaches it has, the tests that hold it."""

    says: str
    taught: str
    held: tuple[str, ...]


def part(says, taught, *held):
    return Part(says, taught, held)


COST_FIGURES = "tests/scenes/test_cost.py::"
SOFTMAX_FIGURES = "tests/scenes/test_softmax.py::"
LIKELIHOOD_FIGURES = "tests/scenes/test_likelihood.py::"
INFORMATION_FIGURES = "tests/scenes/test_information.py::"
BINARY_FIGURES = "tests/scenes/test_binary.py::"
NORMS_FIGURES = "tests/scenes/test_norms.py::"
COST_EXERCISES = "tests/exercises/test_cost.py::"
LIKELIHOOD_EXERCISES = "tests/exercises/test_likelihood.py::"
BINARY_EXERCISES = "tests/exercises/test_binary.py::"
CONTRACT = "tests/test_contract.py::"
DESCENT = "tests/test_descent.py::"
LINKS = "tests/test_links.py::"
LIKELIHOODS = "tests/test_likelihood.py::"
ENTROPIES = "tests/test_information.py::"
REGRESSION = "tests/losses/test_regression.py::"
CLASSIFICATION = "tests/losses/test_classification.py::"

COST = {
    "C1.1": [
        part(
            "people use loss, cost and objective almost interchangeably",
            "People use *loss*, *cost* and *objective* almost interchangeably",
            COST_FIGURES + "test_libraries_use_the_three_words_for_one_another",
        ),
        part(
            "the distinction is worth having: loss, cost and objective are three numbers",
            "The distinction is still worth having",
            COST_FIGURES + "test_line_fit_draws_each_loss_as_a_square_and_as_a_bar",
            COST_FIGURES + "test_objective_is_least_where_ridge_regression_says",
        ),
    ],
    "C1.2": [
        part(
            "a loss is the error of one example",
            "A loss belongs to an example, the cost to the data set.",
            COST_FIGURES + "test_line_fit_draws_each_loss_as_a_square_and_as_a_bar",
            CONTRACT + "test_each_example_has_its_own_value_not_reduced",
        ),
    ],
    "C1.3": [
        part(
            "the cost is the sum or the mean of the losses over the data",
            "The cost is the sum $S$ or the mean $J$ of the losses of all $n$ examples.",
            COST_FIGURES + "test_line_fit_draws_each_loss_as_a_square_and_as_a_bar",
            COST_FIGURES + "test_cost_curve_follows_the_slope_of_its_own_curve",
        ),
        part(
            "sum and mean are least at the same place",
            "the line that makes one least makes the other least too",
            COST_FIGURES
            + "test_sum_and_mean_share_their_minimiser_and_not_the_size_of_their_slope",
            COST_EXERCISES + "test_the_predictions_have_the_answers_of_the_curriculum",
        ),
        part(
            "their gradients differ in size, and so do the steps they bear",
            "To the size of the gradient, and so to the learning rate, it makes a factor of $n$.",
            COST_FIGURES
            + "test_sum_and_mean_share_their_minimiser_and_not_the_size_of_their_slope",
            COST_FIGURES + "test_the_sum_bears_a_third_of_the_rate_that_the_mean_bears",
        ),
    ],
    "C1.4": [
        part(
            "the objective is whatever is minimised or maximised: a cost plus a penalty",
            "The objective is whatever is minimised or maximised.",
            COST_FIGURES + "test_objective_is_least_where_ridge_regression_says",
        ),
        part(
            "or a log-likelihood, which is maximised",
            "A log-likelihood, which is *maximised*, is an objective too.",
            LIKELIHOODS + "test_the_most_likely_coin_is_the_share_of_heads",
        ),
    ],
    "C1.5": [
        part(
            "training lowers the cost",
            "Training lowers the cost on the examples we have.",
            COST_FIGURES + "test_training_run_descends_on_the_training_cost",
            COST_FIGURES + "test_training_lowers_its_own_cost_at_every_step_and_no_other",
        ),
        part(
            "optimisation is the search for the least value",
            "Optimisation is the search for the least value of the objective (or the greatest).",
            DESCENT + "test_it_ends_where_scipy_finds_the_minimum",
        ),
        part(
            "popular and wrong: least training cost is best performance",
            '*Often heard, and wrong:* "the least training cost is the best performance"',
            COST_FIGURES + "test_training_lowers_its_own_cost_at_every_step_and_no_other",
        ),
        part(
            "validation cost and the metric have other optima",
            "validation cost at step 37, 0.420; the error rate first at step 14, 0.210",
            COST_FIGURES + "test_three_optima_names_three_different_steps",
        ),
        part(
            "the least cost need not be 0",
            "Nor need the least cost be 0.",
            COST_FIGURES + "test_the_least_cost_need_not_be_0",
        ),
    ],
}

SOFTMAX = {
    "C2.1": [
        part(
            "logit and sigmoid are inverses of each other",
            "Sigmoid and logit are inverses: the mirror takes each $p$ back to its $z$.",
            LINKS + "test_logit_takes_sigmoid_back",
            LINKS + "test_sigmoid_takes_logit_back",
            SOFTMAX_FIGURES + "test_sigmoid_logit_mirrors_the_sigmoid_and_brings_the_point_back",
        ),
    ],
    "C2.2": [
        part(
            "softmax is the sigmoid for K classes",
            "Softmax generalises the *sigmoid*, which also leads to probabilities.",
            LINKS + "test_the_identities_of_sigmoid",
            CLASSIFICATION + "test_two_classes_are_the_binary_case",
        ),
        part(
            "with two classes it is the sigmoid of the difference",
            "of the two logits only the difference is left",
            SOFTMAX_FIGURES + "test_two_class_softmax_falls_on_the_sigmoid_of_the_difference",
        ),
        part(
            "popular and wrong: generalising the logit gives softmax",
            '*Often heard, and wrong:* "generalise the logit and you get softmax".',
            SOFTMAX_FIGURES + "test_softmax_takes_back_log_p_plus_any_constant_and_nothing_else",
        ),
        part(
            "the inverse of softmax is log p + c, for any c",
            "The inverse is not unique, because softmax cannot tell $c$.",
            SOFTMAX_FIGURES + "test_softmax_takes_back_log_p_plus_any_constant_and_nothing_else",
        ),
    ],
    "C2.3": [
        part(
            "popular: sigmoid and softmax are the same function; only through z1 - z2",
            '*Often heard:* "sigmoid and softmax are the same function".',
            SOFTMAX_FIGURES + "test_two_class_softmax_falls_on_the_sigmoid_of_the_difference",
        ),
        part(
            "K sigmoids are not a softmax",
            "three sigmoids sum to 2.112: three answers to three questions",
            SOFTMAX_FIGURES
            + "test_separate_sigmoids_are_no_distribution_and_hear_more_than_the_difference",
        ),
    ],
    "C2.4": [
        part(
            "softmax outputs sum to 1",
            "The bars sum to 1, so what one class gains the others lose: softmax normalises.",
            LINKS + "test_softmax_is_a_distribution_that_a_shift_does_not_change",
            SOFTMAX_FIGURES + "test_softmax_bars_are_softmax",
        ),
        part(
            "raising one lowers the others: that is the normalising",
            "**One whole, shared out.**",
            LINKS + "test_raising_one_logit_lowers_every_other_probability",
        ),
    ],
    "C2.5": [
        part(
            "after the output nodes, softmax lets K outputs be read as probabilities",
            "None is below 0 and they sum to 1, so they *can be read* as such.",
            LINKS + "test_softmax_is_a_distribution_that_a_shift_does_not_change",
        ),
        part(
            "normalised is not yet calibrated",
            "At most one temperature can match how often class 1 turns out to be true.",
            SOFTMAX_FIGURES + "test_normalised_is_not_yet_calibrated",
        ),
    ],
    "C2.6": [
        part(
            "sigmoid once stood after hidden layers; now ReLU inside, sigmoid or softmax last",
            "Now hidden layers mostly have ReLU, and sigmoid or softmax comes last.",
            SOFTMAX_FIGURES
            + "test_scikit_learns_networks_have_relu_inside_and_sigmoid_or_softmax_last",
        ),
        part(
            "the sigmoid's slope is at most 0.25",
            "\\sigma'(z) = \\sigma(z) \\left(1 - \\sigma(z)\\right) \\le 0.25",
            SOFTMAX_FIGURES + "test_activations_draw_each_slope_as_the_slope_of_the_value",
        ),
        part(
            "so n layers shrink a gradient by at least 0.25^n; active ReLUs do not",
            "ten leave at most $0.25^{10}$, one part in 1,048,576",
            SOFTMAX_FIGURES + "test_activations_leave_at_most_a_quarter_a_layer",
        ),
    ],
    "C2.7": [
        part(
            "K sigmoids against an error each are K answers; softmax is one distribution",
            "We want *one* distribution over the classes.",
            SOFTMAX_FIGURES
            + "test_separate_sigmoids_are_no_distribution_and_hear_more_than_the_difference",
        ),
        part(
            "so one loss can judge the outputs together",
            "the outputs are one distribution, and one loss can judge it",
            CLASSIFICATION + "test_softmax_cross_entropy_agrees_with_scipy",
        ),
    ],
}

LIKELIHOOD = {
    "C3.1": [
        part(
            "the likelihood is how well the parameters explain the data seen",
            "the one under which just these flips were most probable",
            LIKELIHOODS + "test_nine_heads_and_four_tails",
        ),
        part(
            "it is a function of theta, with the data fixed",
            "The product, read as a function of $\\theta$ with the data fixed",
            LIKELIHOOD_FIGURES + "test_coin_draws_the_likelihood_its_log_and_minus_its_log",
        ),
        part(
            "it is not a probability of theta, and its area need not be 1",
            "Over all possible data it sums to 1; over $\\theta$ nothing makes it.",
            LIKELIHOODS + "test_a_likelihood_sums_to_1_over_the_data_and_not_over_the_parameter",
            LIKELIHOOD_FIGURES + "test_coin_says_the_numbers_it_shows",
            LIKELIHOOD_FIGURES + "test_the_coin_of_the_curriculum",
        ),
        part(
            "for densities it can exceed 1",
            "A density may exceed 1, and so may a likelihood made of densities.",
            LIKELIHOODS + "test_a_likelihood_made_of_densities_may_exceed_1",
            LIKELIHOODS + "test_a_density_above_1_gives_a_negative_nll",
        ),
    ],
    "C3.2": [
        part(
            "we look for the theta that makes P(Y given X; theta) largest",
            "look for the $\\theta$ that makes $P(Y \\mid X; \\theta)$ largest",
            LIKELIHOODS + "test_the_most_likely_line_given_x_is_that_of_least_squares",
            LIKELIHOODS + "test_the_most_likely_coin_is_the_share_of_heads",
        ),
    ],
    "C3.3": [
        part(
            "the log changes no argmax",
            "so $L$ and $\\log L$ are largest at the same $\\theta$",
            ENTROPIES + "test_four_goals_have_one_best_model",
        ),
        part(
            "it turns the product into a sum",
            "A log turns it into a sum, and a minus turns *largest* into *least*",
            LIKELIHOODS + "test_nine_heads_and_four_tails",
            ENTROPIES + "test_independent_surprises_add",
        ),
        part(
            "the largest product is the largest expected log-likelihood",
            "So the largest product is the largest *expected* log-likelihood",
            ENTROPIES + "test_four_goals_have_one_best_model",
        ),
    ],
    "C3.4": [
        part(
            "popular: log and minus are only there so that the loss falls; the minus does that",
            '"the log and the minus are there so that the loss falls as the model learns"',
            LIKELIHOOD_FIGURES + "test_the_sign_of_the_logs_is_all_that_tells_the_two_curves_apart",
        ),
        part(
            "products underflow: in float64 0.5^n is 0 from n = 1075 on",
            "$0.5^n$ is stored as 0 from $n = 1075$ on",
            LIKELIHOOD_FIGURES + "test_a_half_to_the_1074_is_the_last_above_zero",
            LIKELIHOOD_FIGURES + "test_underflow_stores_what_the_computer_stores",
        ),
        part(
            "sums have simple gradients",
            "because the slope of a sum is a sum of slopes",
            LIKELIHOODS
            + "test_the_slope_of_the_log_is_a_sum_of_slopes_and_that_of_the_product_is_not",
        ),
    ],
    "C3.5": [
        part(
            "-log x is 0 at 1 and grows without bound toward 0",
            "As $p$ nears 0 the cost grows without bound.",
            LIKELIHOODS + "test_certain_and_impossible_outcomes",
            ENTROPIES + "test_tiny_probabilities",
        ),
        part(
            "x is the probability given to the true class",
            "where $p$ is the probability that the model gave to the *true class*",
            LIKELIHOOD_FIGURES + "test_minus_log_costs_what_the_true_class_says",
        ),
    ],
    "C3.6": [
        part(
            "the NLL adapts to any distribution",
            "there is no loss left to choose. It is minus the log of that distribution.",
            LIKELIHOODS + "test_they_are_minus_the_log_of_scipys_densities",
        ),
        part(
            "a linear, sigmoid, softmax unit means a normal, Bernoulli, categorical likelihood",
            "| linear | normal, $\\mu = z$, $\\sigma = 1$ |",
            LIKELIHOOD_FIGURES + "test_output_unit_draws_nll_and_loss_of_one_distribution",
        ),
        part(
            "and so squared error, binary cross entropy, cross entropy",
            "Below, each NLL minus its loss leaves a constant.",
            LIKELIHOOD_FIGURES + "test_output_unit_draws_nll_and_loss_of_one_distribution",
            LIKELIHOODS + "test_each_likelihood_gives_its_loss_up_to_a_constant",
        ),
        part(
            "popular and muddled: NLL needs no loss per distribution; the loss follows from it",
            '*Often heard:* "with NLL no loss is needed for each distribution".',
            LIKELIHOOD_FIGURES + "test_output_unit_draws_nll_and_loss_of_one_distribution",
            LIKELIHOOD_EXERCISES + "test_the_laplace_distribution_gives_the_absolute_error",
        ),
    ],
    "C3.7": [
        part(
            "the NLL as training loss is the cross entropy between data and model",
            "the mean NLL is the cross entropy of data and model",
            LIKELIHOODS + "test_the_mean_nll_is_the_cross_entropy_of_data_and_model",
        ),
        part(
            "its gradient is what is propagated back",
            "starts from the slope in $z$.",
            LIKELIHOODS + "test_the_slope_that_goes_backward_is_prediction_minus_truth",
            INFORMATION_FIGURES + "test_hidden_saturation_follows_the_chain_rule",
        ),
    ],
}

INFORMATION = {
    "C4.1": [
        part(
            "information is surprise, -log P(x)",
            "The surprise of an event $x$, also called its information, is minus the log",
            INFORMATION_FIGURES + "test_surprisal_is_minus_the_log",
            ENTROPIES + "test_they_agree_with_scipy_in_every_base",
        ),
        part(
            "frequent events carry little of it, rare ones much",
            "frequent events carry little information, rare ones much",
            ENTROPIES + "test_impossible_and_certain_outcomes",
            ENTROPIES + "test_tiny_probabilities",
        ),
    ],
    "C4.2": [
        part(
            "entropy is the mean surprise, the uncertainty of a distribution",
            "*Entropy*, the uncertainty of a distribution, is the mean surprise",
            INFORMATION_FIGURES + "test_bernoulli_entropy_is_the_area_of_its_bars",
            INFORMATION_FIGURES + "test_entropy_bars_average_the_code_lengths",
        ),
        part(
            "in nats or in bits",
            "With $\\log_2$ it is counted in bits, with the natural log in nats.",
            ENTROPIES + "test_they_agree_with_scipy_in_every_base",
        ),
    ],
    "C4.3": [
        part(
            "three cases of two outcomes: even, uneven, certain",
            "Visit the three marked coins: even, uneven, certain.",
            INFORMATION_FIGURES + "test_the_three_coins_of_the_curriculum",
        ),
        part(
            "the even one has most entropy, the certain one none, 0.9 has 0.469 bits",
            "The certain coin has none, the even one most.",
            INFORMATION_FIGURES + "test_the_three_coins_of_the_curriculum",
        ),
    ],
    "C4.4": [
        part(
            "on a finite set the uniform distribution has the most entropy",
            "On a finite set of outcomes it does.",
            ENTROPIES + "test_entropy_lies_between_0_and_log_k",
            INFORMATION_FIGURES + "test_entropy_bars_average_the_code_lengths",
        ),
        part(
            "without a finite set the entropy has no bound",
            "Over all whole numbers there is no uniform distribution, and no bound",
            ENTROPIES + "test_on_an_infinite_set_the_uniform_distribution_does_not_win",
            INFORMATION_FIGURES + "test_each_doubling_of_equally_likely_outcomes_adds_one_bit",
        ),
        part(
            "there the winner depends on what is held fixed",
            "Among densities of one variance it is the normal.",
            ENTROPIES + "test_on_an_infinite_set_the_uniform_distribution_does_not_win",
        ),
    ],
    "C4.5": [
        part(
            "in H(p, q) p is the data and q the model",
            "Outcomes come as often as the data's distribution $p$ says",
            INFORMATION_FIGURES + "test_cross_entropy_bars_stack_entropy_and_divergence",
        ),
        part(
            "cross entropy is the expected NLL",
            "Cross entropy is the mean surprise of $q$ at outcomes of $p$: the expected negative",
            LIKELIHOODS + "test_the_mean_nll_is_the_cross_entropy_of_data_and_model",
        ),
        part(
            "popular: the difference between p and q; that is KL, for H(p, p) = H(p), not 0",
            '*Often heard:* "cross entropy is the difference between $p$ and $q$".',
            INFORMATION_FIGURES
            + "test_at_the_data_the_cross_entropy_is_the_entropy_and_the_divergence_is_0",
            ENTROPIES + "test_entropy_lies_between_0_and_log_k",
        ),
    ],
    "C4.6": [
        part(
            "one goal: largest product, largest mean log, least divergence, least cross entropy",
            "All four name $\\theta = 0.692308$, which is 9/13.",
            ENTROPIES + "test_four_goals_have_one_best_model",
        ),
    ],
    "C4.7": [
        part(
            "KL divergence, or relative entropy, says how much p and q differ",
            "is what $q$ adds to the surprise that cannot be avoided",
            ENTROPIES + "test_they_agree_with_scipy_in_every_base",
            ENTROPIES + "test_the_divergence_is_0_only_where_both_are_equal",
        ),
        part(
            "H(p, q) = H(p) + KL(p, q)",
            "$$H(p, q) = H(p) + \\mathrm{KL}(p, q)$$",
            ENTROPIES + "test_cross_entropy_is_entropy_plus_divergence",
            INFORMATION_FIGURES + "test_cross_entropy_bars_stack_entropy_and_divergence",
        ),
        part(
            "in general it is not symmetric, though it is for two normals of one width",
            "With $q$ twice as wide at the same centre: 0.318 one way, 0.807 the other.",
            INFORMATION_FIGURES + "test_gaussian_kl_shows_the_numbers_of_the_curriculum",
            INFORMATION_FIGURES + "test_gaussian_kl_is_the_integral",
        ),
        part(
            "it is not a distance",
            'So the "KL distance", as it is often called, is none.',
            ENTROPIES + "test_the_divergence_is_not_a_distance",
        ),
    ],
    "C4.8": [
        part(
            "popular and wrong: cross entropy needs one-hot labels; any distribution works",
            '*Often heard:* "cross entropy needs one-hot labels".',
            INFORMATION_FIGURES + "test_cross_entropy_bars_stack_entropy_and_divergence",
            CLASSIFICATION + "test_softmax_cross_entropy_agrees_with_scipy",
        ),
        part(
            "the least value is then H(p)",
            "the entropy of $p$: its least value",
            CLASSIFICATION + "test_the_least_softmax_cross_entropy_is_the_entropy_of_the_label",
            ENTROPIES + "test_cross_entropy_is_entropy_plus_divergence",
        ),
    ],
    "C4.9": [
        part(
            "confidently wrong, a sigmoid output learns slowly from the squared error",
            "From $z = 8$: 10,028 updates against 30.",
            INFORMATION_FIGURES + "test_a_neuron_goes_down_the_slope_of_its_loss",
            INFORMATION_FIGURES + "test_updates_until_below_one_half_are_those_of_the_curriculum",
        ),
        part(
            "because the sigmoid's slope is nearly 0 far from 0",
            "it has the factor $a (1 - a)$, nearly 0 where the sigmoid is flat",
            INFORMATION_FIGURES + "test_gradient_compare_draws_losses_and_their_slopes",
            INFORMATION_FIGURES + "test_gradient_compare_shows_the_numbers_of_the_curriculum",
        ),
    ],
    "C4.10": [
        part(
            "cross entropy's gradient is p - y",
            "\\frac{a - y}{a (1 - a)}\\, a (1 - a) = a - y",
            LIKELIHOODS + "test_the_slope_that_goes_backward_is_prediction_minus_truth",
            INFORMATION_FIGURES + "test_gradient_compare_draws_losses_and_their_slopes",
        ),
        part(
            "a larger error makes a larger update, a smaller one a smaller",
            "large errors make large updates, small ones small",
            INFORMATION_FIGURES + "test_slowdown_draws_outputs_and_the_slope_of_each_step",
        ),
        part(
            "the output unit is cured; hidden sigmoids still saturate",
            '*Often heard:* "cross entropy cures saturation". It cures the *output* unit.',
            INFORMATION_FIGURES + "test_a_saturated_hidden_unit_stops_cross_entropy_too",
            INFORMATION_FIGURES + "test_hidden_saturation_follows_the_chain_rule",
        ),
        part(
            "a linear output with the squared error has no such problem",
            "A *linear* output with the squared error has the slope $a - y$ anyway",
            LIKELIHOODS + "test_the_slope_that_goes_backward_is_prediction_minus_truth",
        ),
    ],
}

BINARY = {
    "C5.1": [
        part(
            "training moves the predicted probability toward the true one",
            "we move its probability toward the true one",
            CLASSIFICATION + "test_a_step_downhill_moves_the_probability_toward_the_label",
            CLASSIFICATION + "test_a_soft_label_costs_at_least_its_own_entropy",
        ),
    ],
    "C5.2": [
        part(
            "binary cross entropy is cross entropy with two classes",
            "Binary cross entropy is the cross entropy of lesson 04 with two classes",
            CLASSIFICATION + "test_two_classes_are_the_binary_case",
            BINARY_FIGURES + "test_bce_curve_is_cross_entropy_over_p_and_over_z",
        ),
    ],
    "C5.3": [
        part(
            "multi-class: exactly one class of a group holds, one-hot",
            "A group in which exactly one class holds (*one-hot*)",
            CLASSIFICATION + "test_a_class_index_is_a_one_hot_distribution",
            BINARY_EXERCISES + "test_only_units_and_losses_that_fit_share_out_1_among_the_targets",
            BINARY_FIGURES + "test_scikit_learn_tells_the_three_kinds_of_target_apart",
        ),
        part(
            "multi-label: any of the classes hold, multi-hot, such as cloud and moon",
            "several can hold (*multi-hot*), as cloud and moon do",
            BINARY_FIGURES + "test_scikit_learn_tells_the_three_kinds_of_target_apart",
            BINARY_FIGURES + "test_weather_shows_each_components_loss_through_both",
            BINARY_EXERCISES + "test_the_predictions_have_the_answers_of_the_curriculum",
        ),
    ],
    "C5.4": [
        part(
            "multi-label, kind 1: one group of classes of which several can hold",
            "Kind 1 is one group of classes of which several can hold",
            BINARY_FIGURES + "test_scikit_learn_tells_the_three_kinds_of_target_apart",
            BINARY_FIGURES + "test_weather_shows_each_components_loss_through_both",
        ),
    ],
    "C5.5": [
        part(
            "kind 2: several groups with one class in each, usually called multi-output",
            "Kind 2 is several groups with one class in each, usually called *multi-output*.",
            BINARY_FIGURES + "test_scikit_learn_tells_the_three_kinds_of_target_apart",
        ),
        part(
            "a digit and a bit as a row of 11: ten one-hot places, then the bit",
            "(9, 1), (2, 0) and (5, 1) become rows of 11: ten places for the digit, then the bit",
            BINARY_EXERCISES + "test_the_curriculums_examples_are_encoded",
        ),
    ],
    "C5.6": [
        part(
            "binary cross entropy on the row of 11 works; popular: it must not be used",
            '*Often heard, and too strong:* "with exactly one digit, BCE must not be used".',
            BINARY_FIGURES
            + "test_both_models_read_digit_and_bit_though_only_one_knows_of_exactly_one_digit",
        ),
        part(
            "but it ignores that exactly one digit holds",
            "At 0.5 the sigmoids claim no digit on 55 images and several on 13",
            BINARY_EXERCISES + "test_about_one_image_in_ten_is_claimed_by_no_sigmoid_or_by_several",
        ),
        part(
            "a softmax for the digit and a sigmoid for the bit do not ignore it",
            "But its ten sum to 1, so *which one?* always has one answer",
            BINARY_FIGURES + "test_the_softmax_never_gives_two_digits_more_than_a_half",
            BINARY_EXERCISES
            + "test_the_two_head_loss_is_minus_the_log_of_a_probability_that_sums_to_1",
        ),
    ],
    "C5.7": [
        part(
            "each sigmoid is its own Bernoulli given x",
            "Each sigmoid is the Bernoulli distribution of its own label.",
            CLASSIFICATION + "test_each_sigmoid_is_a_bernoulli_of_its_own",
        ),
        part(
            "so each component's loss leaves the others alone, while softmax couples them",
            "One logit or one label changes 1 of the sigmoids' four losses, and all 4",
            BINARY_FIGURES + "test_raising_one_logit_lowers_softmax_and_leaves_the_sigmoids",
            BINARY_FIGURES
            + "test_one_label_changes_one_loss_of_the_sigmoids_and_each_target_of_the_softmax",
        ),
        part(
            "independent only given x; shared weights still couple them",
            "The losses are apart; the learning is not.",
            BINARY_FIGURES + "test_shared_weights_couple_what_the_losses_leave_apart",
            BINARY_FIGURES + "test_the_notebooks_step_mends_the_first_label_and_moves_every_logit",
        ),
    ],
}

NORMS = {
    "C6.1": [
        part(
            "L1 is the absolute value, the L2 loss the squared error",
            "L1 is the size of the residual $r$, L2 its square.",
            REGRESSION + "test_power_error_holds_the_two_others",
            REGRESSION + "test_means_agree_with_scikit_learn",
        ),
        part(
            "the L2 norm is the root of the summed squares, the Euclidean loss its square",
            "The loss, also called *Euclidean*, is that norm squared: it has no root.",
            REGRESSION + "test_power_error_sums_to_a_norm",
            NORMS_FIGURES + "test_unit_balls_and_norms",
        ),
    ],
    "C6.2": [
        part(
            "shapes and slopes of L1, L2 and Lp, by eye",
            "The solid curve is $|r|^p$ divided by $p$",
            NORMS_FIGURES + "test_loss_shapes_are_losses_slopes_and_densities",
            NORMS_FIGURES + "test_unit_balls_and_norms",
        ),
        part(
            "what p = 1 and p = 2 call the centre: the median, the mean",
            "$p = 1$ gives the median, 3: it counts numbers, and 1000 is still one number.",
            NORMS_FIGURES + "test_centres_are_the_statistics",
            NORMS_FIGURES + "test_the_curriculums_centres",
            REGRESSION + "test_the_median_has_the_least_absolute_error",
            REGRESSION + "test_the_mean_has_the_least_squared_error",
        ),
        part(
            "and p = infinity: the mid-range",
            "so it sits halfway between the two ends, at 50.5",
            NORMS_FIGURES + "test_centres_are_the_statistics",
            REGRESSION + "test_a_high_power_centres_on_the_mid_range",
        ),
    ],
    "C6.3": [
        part(
            "as a loss the letters speak of residuals, as a penalty of weights",
            "A *penalty* takes the powers of the weights, not of the residuals.",
            NORMS_FIGURES + "test_loss_or_penalty_draws_both",
        ),
        part(
            "and mean different things: L1 makes residuals 0, or weights",
            "Which things? As a penalty, *weights*. As a loss, *residuals*",
            NORMS_FIGURES + "test_lp_residuals_are_those_of_the_best_line",
            NORMS_FIGURES + "test_penalised_weights_are_least_and_zero_only_at_a_corner",
        ),
    ],
    "C6.4": [
        part(
            "L1 is Laplace's noise, L2 Gauss's",
            "L1 of Laplace's, L2 of Gauss's",
            NORMS_FIGURES + "test_the_noise_of_l1_is_laplaces_and_of_l2_gausss",
            LIKELIHOODS + "test_each_likelihood_gives_its_loss_up_to_a_constant",
        ),
    ],
    "C6.5": [
        part(
            "between L1 and L2 lies Huber's loss",
            "Huber's loss takes the middle of one and the arms of the other.",
            REGRESSION + "test_huber_agrees_with_scipy",
            REGRESSION + "test_huber_lies_between_its_bounds",
            REGRESSION + "test_hubers_centre_goes_from_the_median_to_the_mean_as_delta_grows",
        ),
        part(
            "asymmetric is pinball, whose centre is a quantile",
            "Too low, $r > 0$, costs $\\tau$ a minute; too high costs $1 - \\tau$.",
            REGRESSION + "test_pinball_and_its_mirror_image_make_the_absolute_error",
            REGRESSION + "test_the_quantile_has_the_least_pinball_loss",
            NORMS_FIGURES + "test_quantile_has_the_least_pinball_loss",
        ),
    ],
}

CLAIMS = {
    "01_cost": COST,
    "02_softmax": SOFTMAX,
    "03_likelihood": LIKELIHOOD,
    "04_information": INFORMATION,
    "05_binary": BINARY,
    "06_norms": NORMS,
}
