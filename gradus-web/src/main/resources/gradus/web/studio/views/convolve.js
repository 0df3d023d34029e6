import { ask, field, h, put, say, select, title, trouble } from "/page.js";

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export function show(place) {
  const signal = h("input", { id: "signal", value: "1, 2, 3, 4", autocomplete: "off" });
  const kernel = h("input", { id: "kernel", value: "1, 0, 2", autocomplete: "off" });
  const mode = select(["valid", "same", "full"], "full");
  const side = select([["upper", "after"], ["lower", "before"]], "upper");
  const convention = select([["convolution", "true convolution (kernel flipped)"], ["correlation", "cross-correlation"]], "convolution");
  const stride = h("input", { type: "number", min: "1", max: "8", value: "1" });
  const dilation = h("input", { type: "number", min: "1", max: "8", value: "1" });
  const stage = h("section", { class: "card", "aria-label": "Player" });
  const matrix = h("section", { "aria-label": "Matrix" });
  const controls = [signal, kernel, mode, side, convention, stride, dilation];
  put(place,
    title("Convolution player", "A kernel slides over a signal in exact fractions: the products behind each output, one output at a time."),
    h("form", { class: "card grid tight", onsubmit: (event) => event.preventDefault() },
      field("Signal", signal), field("Kernel", kernel), field("Mode", mode), field("Odd zero of same", side),
      field("Convention", convention, true), field("Stride", stride), field("Dilation", dilation)),
    stage, matrix);

  let told = null;
  let at = 0;
  let clock = 0;
  let turn = 0;
  controls.forEach((control) => control.addEventListener("input", load));
  load();

  async function load() {
    pause();
    const mine = ++turn;
    side.disabled = mode.value !== "same";
    try {
      const answer = await ask("/api/convolution", { signal: signal.value, kernel: kernel.value, mode: mode.value, side: side.value, convention: convention.value, stride: Number(stride.value), dilation: Number(dilation.value) });
      if (mine !== turn) return;
      told = answer;
      at = 0;
      build();
    } catch (failure) {
      if (mine === turn) { put(stage, trouble(failure)); put(matrix); }
    }
  }

  let draw = () => {};

  function build() {
    const outputs = told.outputs.length;
    if (outputs === 0) {
      put(stage, h("p", { class: "empty" }, "No outputs: the kernel is longer than the signal."));
      put(matrix);
      return;
    }
    const tapes = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Signal, kernel and outputs" });
    const words = h("p", { class: "mono", id: "products", "aria-live": "polite" });
    const slider = h("input", { type: "range", id: "output", min: "0", max: String(outputs - 1), value: "0", oninput: () => { pause(); go(Number(slider.value)); } });
    const play = h("button", { type: "button", onclick: () => (clock ? pause() : start()) }, "Play");
    put(stage,
      h("div", { class: "row middle" }, play,
        h("button", { type: "button", class: "plain", onclick: () => { pause(); go(Math.max(0, at - 1)); } }, "Back"),
        h("button", { type: "button", class: "plain", onclick: () => { pause(); go(Math.min(outputs - 1, at + 1)); } }, "Next"),
        h("div", { class: "field wide" }, h("label", { for: "output" }, "Output"), slider)),
      tapes, words);
    draw = () => {
      play.textContent = clock ? "Pause" : "Play";
      slider.value = String(at);
      put(tapes, tapesAt());
      put(words, sentence());
      for (const row of matrix.querySelectorAll("tr[data-row]")) row.classList.toggle("now", Number(row.dataset.row) === at);
    };
    put(matrix, matrixTable());
    draw();
  }

  function tapesAt() {
    const from = at * Number(stride.value);
    const step = Number(dilation.value);
    const taps = told.sliding;
    const reach = (taps.length - 1) * step;
    return h("div", { class: "tapes" },
      h("span", { class: "label" }, "signal with its zeros"),
      h("div", { class: "tape" }, told.padded.map((value, i) => {
        const zero = i < told.before || i >= told.before + told.signal.length;
        const hit = i >= from && i <= from + reach && (i - from) % step === 0;
        return h("span", { class: `${zero ? "pad0" : ""} ${hit ? "hit" : ""}` }, value);
      })),
      h("span", { class: "label" }, convention.value === "convolution" ? "kernel, flipped" : "kernel"),
      h("div", { class: "tape" }, told.padded.map((_, i) => {
        const tap = i >= from && i <= from + reach && (i - from) % step === 0 ? taps[(i - from) / step] : "";
        return h("span", { class: tap === "" ? "gap" : "tap" }, tap === "" ? "\u00a0" : tap);
      })),
      h("span", { class: "label" }, "outputs"),
      h("div", { class: "tape" }, told.outputs.map(({ sum }, i) =>
        i > at ? h("span", { class: "later", "aria-hidden": "true" }, "0") : h("span", { class: i === at ? "now" : "" }, sum))));
  }

  function sentence() {
    const { products, sum } = told.outputs[at];
    return `y[${at}] = ${products.map(([x, w]) => `${x}·${w.startsWith("-") ? `(${w})` : w}`).join(" + ")} = ${sum}`;
  }

  function matrixTable() {
    if (told.matrix[0].length === 0) return null;
    return h("div", { class: "card" }, h("h2", {}, "As a matrix"),
      h("p", { class: "small soft" }, "Each row makes one output from the signal; along each diagonal stands one tap of the kernel."),
      h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Matrix" },
        h("table", { class: "mono" }, h("tbody", {}, told.matrix.map((row, i) =>
          h("tr", { "data-row": String(i) }, h("th", { scope: "row" }, `y[${i}]`), row.map((value) => h("td", { class: value === "0" ? "num soft" : "num" }, value))))))));
  }

  function go(to) {
    at = to;
    draw();
  }

  function start() {
    if (at === told.outputs.length - 1) at = 0;
    clock = setInterval(() => {
      if (at < told.outputs.length - 1) go(at + 1);
      if (at === told.outputs.length - 1) { pause(); say("All outputs are shown."); }
    }, STILL.matches ? 1600 : 900);
    draw();
  }

  function pause() {
    clearInterval(clock);
    clock = 0;
    if (told?.outputs.length) draw();
  }
  return pause;
}
