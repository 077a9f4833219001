// Put into the page after tests/browser/page.js. `bench` tells when a new picture was painted.

const QUIET = 100; // ms without a message or a picture, after which nothing more is coming
const LONGEST_WAIT = 500; // ms for the page to have nothing to do

const clock = { start: 0, released: null, painted: [], scheduled: false };
const { wire } = window;
const frame = () => new Promise(requestAnimationFrame);

for (const type of ["keydown", "pointerdown"]) {
  addEventListener(type, event => (clock.start = event.timeStamp), true);
}
addEventListener("pointerup", event => (clock.released = event.timeStamp), true);

// A picture that has loaded is painted in the next frame: after the callbacks of that frame, and
// before the message that one of them posts.
document.addEventListener(
  "load",
  event => {
    if (event.target.tagName !== "IMG" || clock.scheduled) return;
    clock.scheduled = true;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        clock.scheduled = false;
        clock.painted.push(performance.now());
      };
      port2.postMessage(null);
    });
  },
  true
);

const lastChange = () => Math.max(clock.start, wire.log.at(-1)?.at ?? 0, clock.painted.at(-1) ?? 0);

window.bench = {
  // Forget what was, and give the key that moves this slider on, back and forth over its range.
  async ready(handle) {
    handle.focus({ preventScroll: true });
    handle.scrollIntoView({ block: "center" });
    await frame();
    await new Promise(idle => requestIdleCallback(idle, { timeout: LONGEST_WAIT }));
    wire.log.length = 0;
    Object.assign(clock, { start: 0, released: null, painted: [] });
    const [least, now, most] = ["min", "now", "max"].map(name => +handle.getAttribute(`aria-value${name}`));
    if (now >= most) handle.benchBack = true;
    if (now <= least) handle.benchBack = false;
    return handle.benchBack ? "PageDown" : "PageUp";
  },

  // What a movement has brought, once all of it is on the page. Times count from its start.
  async outcome(handle) {
    while (
      clock.start === 0 ||
      clock.painted.length === 0 ||
      clock.scheduled ||
      wire.waiting.size > 0 ||
      performance.now() < lastChange() + QUIET
    ) {
      await frame();
    }
    const since = at => at - clock.start;
    const slider = handle.closest(".widget-inline-hbox");
    const figure = handle.closest(".lossviz-live");
    const sentence = figure?.querySelector("[role=status]");
    const overlay = figure && [...figure.querySelectorAll("img")].at(-1);
    return {
      released: clock.released && since(clock.released),
      painted: clock.painted.map(since),
      messages: wire.log.map(message => ({ ...message, at: since(message.at) })),
      readout: slider.querySelector(".widget-readout").innerText,
      summary: sentence?.textContent,
      bytes: figure && {
        overlay: (await (await fetch(overlay.src)).blob()).size,
        sentence: new Blob([sentence.outerHTML]).size,
      },
    };
  },
};
