// Put into every page before JupyterLab starts. `wire` watches the messages between the page and
// the kernel; `live` reads the live figures on the page.

// What was sent and got, and the ids of the messages that the kernel has not yet answered.
const wire = { log: [], waiting: new Set() };

function readMessage(buffer) {
  // The layout of "v1.kernel.websocket.jupyter.org": a count, that many offsets, then the parts.
  const view = new DataView(buffer);
  const count = Number(view.getBigUint64(0, true));
  const offsets = [];
  for (let i = 0; i < count; i++) offsets.push(Number(view.getBigUint64(8 * (i + 1), true)));
  const part = i => new Uint8Array(buffer, offsets[i], offsets[i + 1] - offsets[i]);
  const read = i => JSON.parse(new TextDecoder().decode(part(i)));
  const [header, parent, content] = [1, 2, 4].map(read);
  return {
    type: header.msg_type,
    id: header.msg_id,
    parent: parent.msg_id,
    state: content.execution_state,
    comm: content.comm_id,
    method: content.data?.method,
    value: content.data?.state?.value,
    image: content.data?.buffer_paths?.length > 0,
    bytes: buffer.byteLength,
  };
}

function record(way, data) {
  const buffer = ArrayBuffer.isView(data) ? data.buffer : data;
  if (!(buffer instanceof ArrayBuffer)) return;
  const message = { way, at: performance.now(), ...readMessage(buffer) };
  if (way === "sent" && message.type === "comm_msg") wire.waiting.add(message.id);
  message.waiting = wire.waiting.size;
  if (way === "got" && message.state === "idle") wire.waiting.delete(message.parent);
  if (message.type.startsWith("comm_")) wire.log.push(message);
}

window.WebSocket = class extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols);
    if (!String(url).includes("/channels")) return;
    this.addEventListener("message", event => record("got", event.data));
    this.kernelSocket = true;
  }
  send(data) {
    if (this.kernelSocket) record("sent", data);
    super.send(data);
  }
};
window.wire = wire;

const KINDS = {
  slider: "[role=slider]",
  checkbox: "input[type=checkbox]",
  buttons: "button.widget-toggle-button",
  select: "select",
};

const SELECTOR = Object.values(KINDS).join();

window.live = {
  figures: () => [...document.querySelectorAll(".lossviz-live")],

  control: (figure, number) => figure.querySelector(".lossviz-controls").children[number],

  handles: (figure, number) => [...live.control(figure, number).querySelectorAll(SELECTOR)],

  focus: (figure, number, last) => live.handles(figure, number).at(last ? -1 : 0).focus(),

  checked: (figure, number) => live.handles(figure, number)[0].checked,

  reading: (figure, number) => text(live.control(figure, number).querySelector(".widget-readout")),

  // For the mouse: the middle of a slider's handle, and the left end and the width of its track.
  track(figure, number) {
    const element = live.control(figure, number);
    const handle = element.querySelector(".noUi-handle").getBoundingClientRect();
    const track = element.querySelector(".noUi-base").getBoundingClientRect();
    const middle = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    return [middle, track.x, track.width];
  },

  controls(figure) {
    return [...figure.querySelector(".lossviz-controls").children].map(element => ({
      kind: Object.keys(KINDS).find(kind => element.querySelector(KINDS[kind])),
      label: [...element.querySelectorAll("label")].filter(visible).map(text).join(),
    }));
  },

  // The number of the control that has the keyboard's focus.
  focused: figure =>
    [...figure.querySelector(".lossviz-controls").children].findIndex(element =>
      element.contains(document.activeElement)
    ),

  // The parts that stand out over the edge of the output they are in.
  tooWide(figure) {
    const edge = figure.closest(".jp-OutputArea-output").getBoundingClientRect().right;
    return [figure, ...figure.querySelectorAll("*")]
      .filter(part => visible(part) && part.getBoundingClientRect().right > edge + 1)
      .map(part => part.outerHTML.slice(0, 100));
  },

  // What the eye sees: the pixels, the sentence, the places of all parts.
  look(figure) {
    const images = [...figure.querySelectorAll("img")];
    images.forEach(image => (image.lossvizNode ??= Math.random()));
    const origin = figure.getBoundingClientRect();
    const parts = [figure, ...figure.querySelectorAll(".lossviz-controls > *, img, [role=status]")];
    return {
      pixels: checksum(images),
      summary: text(figure.querySelector("[role=status]")),
      boxes: parts
        .map(part => part.getBoundingClientRect())
        .map(box => [box.x - origin.x, box.y - origin.y, box.width, box.height].map(Math.round)),
      nodes: images.map(image => image.lossvizNode),
    };
  },

  // How far a PNG of the figure is from what the page shows: the mean difference of the pixels' grey,
  // from 0 for the same to 255 for black and white, at half the size, where fine edges blur.
  async difference(figure, png) {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const layers = [...figure.querySelectorAll("img")];
    const size = [layers[0].naturalWidth / 2, layers[0].naturalHeight / 2].map(Math.round);
    const [shown, kept] = [layers, [picture]].map(images => draw(images, ...size));
    return shown.reduce((sum, _, i) => sum + (i % 4 < 3) * Math.abs(shown[i] - kept[i]), 0)
      / (shown.length * 3 / 4);
  },

  async lookWhenSettled(figure) {
    do {
      // An answer that has arrived is on the page one frame later.
      await frame();
      await frame();
    } while (wire.waiting.size > 0 || !(await decoded(figure)));
    return live.look(figure);
  },
};

// False if a newer picture has come meanwhile.
const decoded = figure =>
  Promise.all([...figure.querySelectorAll("img")].map(image => image.decode())).then(
    () => true,
    () => false
  );
const frame = () => new Promise(requestAnimationFrame);
const text = element => element.textContent.replaceAll("\u200b", "").trim();

function visible(element) {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible";
}

const canvas = document.createElement("canvas");

function draw(images, width, height) {
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  images.forEach(image => context.drawImage(image, 0, 0, width, height));
  return context.getImageData(0, 0, width, height).data;
}

function checksum(images) {
  const data = draw(images, images[0].naturalWidth, images[0].naturalHeight);
  let sum = 2166136261;
  for (const pixel of new Uint32Array(data.buffer)) sum = Math.imul(sum ^ pixel, 16777619);
  return sum >>> 0;
}
