import { ask, count, h, number, put, say, title, trouble, working } from "/page.js";
import { noRuns, runPicker } from "/pickers.js";

export function show(place, query) {
  const rest = h("div", {});
  put(place, title("Confusion matrix", "What a trained run takes for what on its test part, and the examples behind each cell."), rest);
  build(rest, query).catch((failure) => put(rest, trouble(failure)));
}

async function build(rest, query) {
  const table = h("section", { "aria-label": "Matrix" });
  const behind = h("section", { "aria-label": "Examples" });
  const picker = await runPicker(load, query);
  if (!picker) {
    put(rest, noRuns("There is no trained run yet."));
    return;
  }
  put(rest, h("div", { class: "card" }, picker.element), table, behind);
  load(picker.value());

  async function load(run) {
    put(behind);
    await working(table, "Judging the test part …", async (wanted) => {
      const told = await ask("/api/confusion", { run, truth: 0, said: 0 });
      if (!wanted()) return;
      put(table, h("div", { class: "card" },
        h("p", {}, `Right on ${number(100 * told.accuracy)} % of ${count(told.examples)} test examples. Rows are the true classes, columns what the model says.`),
        h("div", { class: "scroll" }, matrix(told, run))));
      say("The matrix is shown.");
    });
  }

  function matrix({ names, matrix: cells }, run) {
    return h("table", { class: "matrix", id: "matrix" },
      h("caption", { class: "hidden" }, "Confusion matrix"),
      h("thead", {}, h("tr", {}, h("td", {}), names.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, cells.map((row, i) => {
        const whole = row.reduce((a, b) => a + b, 0);
        return h("tr", {}, h("th", { scope: "row" }, names[i]), row.map((n, j) => {
          if (n === 0) return h("td", { class: "soft" }, "·");
          const cell = h("button", { type: "button", class: i === j ? "right" : "wrong", "aria-pressed": "false", "aria-label": `${n} of class ${names[i]} taken for ${names[j]}` }, String(n));
          if (i === j) cell.style.backgroundColor = `color-mix(in srgb, var(--good) ${Math.round(8 + 22 * n / whole)}%, var(--card))`;
          cell.addEventListener("click", () => open(cell, run, names, i, j));
          return h("td", {}, cell);
        }));
      })));
  }

  async function open(cell, run, names, truth, said) {
    for (const other of table.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === cell));
    await working(behind, "Fetching examples …", async (wanted) => {
      const told = await ask("/api/confusion/examples", { run, truth, said });
      if (!wanted()) return;
      put(behind, h("div", { class: "card" },
        h("h2", {}, truth === said ? `“${names[truth]}”, and said so` : `“${names[truth]}”, taken for “${names[said]}”`),
        h("p", { class: "small soft" }, told.examples.length < told.count ? `The first ${told.examples.length} of ${told.count}.` : `${told.count} in all.`),
        h("ul", { class: "examples", id: "examples" }, told.examples.map((example) => h("li", {}, picture(told, example), h("span", { class: "small soft" }, `no. ${example.row}, ${number(100 * example.confidence, 3)}\u00a0%`))))));
      say(`${told.count} examples`);
    });
  }
}

function picture({ shape, features }, { values, row }) {
  const image = shape.length === 3 ? shape : shape.length === 2 && shape[0] > 4 ? [1, ...shape] : null;
  if (!image || !values.length) {
    const names = values.slice(0, 6).map((value, i) => `${features[i] ?? `x${i}`} ${number(value, 3)}`);
    return h("p", { class: "small mono" }, names.join(", "), values.length > 6 ? " …" : "");
  }
  const [channels, height, width] = image;
  const canvas = h("canvas", { width: String(width), height: String(height), role: "img", "aria-label": `Test example ${row}` });
  const pen = canvas.getContext("2d");
  const pixels = pen.createImageData(width, height);
  const least = Math.min(...values), most = Math.max(...values);
  for (let i = 0; i < width * height; i++) {
    const at = (c) => 255 * (values[(channels === 3 ? c : 0) * width * height + i] - least) / (most - least || 1);
    pixels.data.set([at(0), at(1), at(2), 255], 4 * i);
  }
  pen.putImageData(pixels, 0, 0);
  return canvas;
}
