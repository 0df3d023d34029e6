import { ask, h, put, title, trouble } from "/page.js";
import { noRuns, runPicker } from "/pickers.js";

const SIDE = 28;
const BOX = 20;

export function show(place, query) {
  const rest = h("div", {});
  put(place, title("Drawing pad", "Draw a digit; a trained run says what it sees while you draw."), rest);
  build(rest, query).catch((failure) => put(rest, trouble(failure)));
}

async function build(rest, query) {
  const picker = await runPicker(() => look(), query, (run) => /digits|mnist/i.test(run.data));
  if (!picker) {
    put(rest, noRuns("The pad needs a run that was trained on digits or MNIST."));
    return;
  }
  const pad = h("canvas", { class: "pad", width: "448", height: "448", id: "pad", role: "img", "aria-label": "Drawing pad. Draw with mouse, pen or finger; with the keyboard choose an example digit instead." });
  const seen = h("canvas", { class: "seen", width: String(SIDE), height: String(SIDE), role: "img", "aria-label": "What the model is shown" });
  const bars = h("ul", { class: "bars", "aria-label": "Probabilities" });
  const verdict = h("p", { class: "verdict", id: "digit", "aria-live": "polite" }, "\u00a0");
  const problem = h("div", {});
  const pen = pad.getContext("2d", { willReadFrequently: true });
  clear();
  put(rest, h("div", { class: "card" }, picker.element),
    h("div", { class: "grid" },
      h("div", { class: "card" }, pad,
        h("div", { class: "chips" }, h("button", { type: "button", class: "plain", onclick: () => { clear(); look(); } }, "Clear"),
          [..."0123456789"].map((digit) => h("button", { type: "button", class: "chip", "aria-label": `Write a ${digit}`, onclick: () => write(digit) }, digit)))),
      h("div", { class: "card" }, problem, verdict, bars, h("h2", {}, "What the model is shown"),
        h("p", { class: "small soft" }, "Brought to 20×20 pixels, its centre of mass in the middle of 28×28, as MNIST is."), seen)));

  let last = null;
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    last = point(event);
    stroke(last, last);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const next = point(each);
      stroke(last, next);
      last = next;
    }
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { last = null; });

  function point(event) {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height];
  }

  function stroke([x0, y0], [x1, y1]) {
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1 + 0.01, y1);
    pen.stroke();
    look();
  }

  function clear() {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, pad.width, pad.height);
    pen.strokeStyle = "#000000";
    pen.fillStyle = "#000000";
    pen.lineWidth = 36;
    pen.lineCap = "round";
    pen.lineJoin = "round";
  }

  function write(digit) {
    clear();
    pen.font = "380px sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(digit, pad.width / 2, pad.height / 2 + 20);
    look();
  }

  let busy = false;
  let again = false;

  async function look() {
    if (busy) { again = true; return; }
    busy = true;
    do {
      again = false;
      const pixels = centred(pad, pen);
      preview(seen, pixels);
      try {
        if (pixels.some((value) => value > 0)) tell(await ask("/api/digit", { run: picker.value(), pixels }));
        else { verdict.textContent = "Draw a digit."; put(bars); }
        put(problem);
      } catch (failure) {
        put(problem, trouble(failure));
      }
    } while (again);
    busy = false;
  }

  function tell({ names, probabilities }) {
    const best = probabilities.indexOf(Math.max(...probabilities));
    verdict.textContent = names[best];
    const rows = names.map((name, i) => {
      const bar = h("span", {});
      bar.style.width = `${100 * probabilities[i]}%`;
      return h("li", { class: i === best ? "first" : "" }, h("span", {}, name), h("span", { class: "meter" }, bar), h("span", {}, `${(100 * probabilities[i]).toFixed(1)} %`));
    });
    put(bars, rows);
  }
  look();
}

/** The drawing as MNIST's makers prepared theirs: 28×28 values from 0 to 1. */
function centred(pad, pen) {
  const { width, height } = pad;
  const { data } = pen.getImageData(0, 0, width, height);
  let left = width, right = -1, top = height, bottom = -1;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    if (data[4 * (y * width + x)] < 128) {
      left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return new Array(SIDE * SIDE).fill(0);
  const w = right - left + 1;
  const hgt = bottom - top + 1;
  const scale = BOX / Math.max(w, hgt);
  const small = resized(pad, [left, top, w, hgt], [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(hgt * scale))]);
  let mass = 0, mx = 0, my = 0;
  small.values.forEach((value, i) => { mass += value; mx += value * (i % small.width + 0.5); my += value * (Math.floor(i / small.width) + 0.5); });
  const dx = Math.round(SIDE / 2 - mx / mass);
  const dy = Math.round(SIDE / 2 - my / mass);
  const pixels = new Array(SIDE * SIDE).fill(0);
  small.values.forEach((value, i) => {
    const x = i % small.width + dx;
    const y = Math.floor(i / small.width) + dy;
    if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) pixels[y * SIDE + x] = value;
  });
  return pixels;
}

function resized(pad, [x, y, w, hgt], [width, height]) {
  let from = document.createElement("canvas");
  from.width = w;
  from.height = hgt;
  from.getContext("2d").drawImage(pad, x, y, w, hgt, 0, 0, w, hgt);
  // by halves, so that every pixel of the drawing counts
  while (from.width > 2 * width && from.height > 2 * height) from = scaled(from, Math.ceil(from.width / 2), Math.ceil(from.height / 2));
  const to = scaled(from, width, height).getContext("2d").getImageData(0, 0, width, height).data;
  return { width, values: Array.from({ length: width * height }, (_, i) => Math.round(1000 * (1 - to[4 * i] / 255)) / 1000) };
}

function scaled(from, width, height) {
  const to = document.createElement("canvas");
  to.width = width;
  to.height = height;
  const pen = to.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(from, 0, 0, width, height);
  return to;
}

function preview(canvas, pixels) {
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(SIDE, SIDE);
  pixels.forEach((value, i) => image.data.set([255 * value, 255 * value, 255 * value, 255], 4 * i));
  pen.putImageData(image, 0, 0);
}
