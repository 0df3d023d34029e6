import { ask, colour, count, field, h, number, put, say, select, title, trouble, working } from "/page.js";
import { networkPicker } from "/pickers.js";

export function show(place, query) {
  const rest = h("div", {});
  const picture = h("section", { "aria-label": "Jacobian", id: "jacobian" });
  const of = select([], "", { onchange: load });
  const wrt = select([], "", { onchange: load });
  put(place, title("Jacobian", "The derivative of one value by another, by its structure: what is zero, what repeats, what has low rank. Found from the graph, never from a written-out matrix."), rest, picture);
  let network = null;
  let told = null;
  networkPicker((question) => { network = question; begin(); }, query, "lenet").then((picker) => {
    put(rest, h("div", { class: "card" }, picker.element, h("div", { class: "grid" }, field("Of", of), field("With respect to", wrt))));
    network = picker.question();
    begin();
  }).catch((failure) => put(rest, trouble(failure)));

  async function begin() {
    await working(picture, "Reading the network …", async (wanted) => {
      const names = await ask("/api/jacobian", { network, loss: "", of: "", wrt: "" });
      if (!wanted()) return;
      const layers = names.values.filter((name) => !names.inputs.includes(name));
      put(of, layers.map((name) => h("option", { value: name }, name)));
      put(wrt, [...names.values, ...names.parameters].map((name) => h("option", { value: name }, name)));
      of.value = layers.find((name) => /pool/i.test(name)) ?? layers[0];
      wrt.value = names.values[Math.max(0, names.values.indexOf(of.value) - 1)];
      await load();
    });
  }

  async function load() {
    await working(picture, "Finding the structure …", async (wanted) => {
      const answer = await ask("/api/jacobian", { network, loss: "", of: of.value, wrt: wrt.value });
      if (!wanted()) return;
      told = answer;
      draw();
      say(told.structure);
    });
  }

  function draw() {
    const height = told.cells.length, width = told.cells[0]?.length ?? 0;
    const scale = Math.max(1, Math.floor(480 / Math.max(width, height)));
    const canvas = h("canvas", { class: "jac", id: "picture", width: String(width * scale), height: String(height * scale), role: "img", "aria-label": `Picture of the Jacobian: ${told.structure}` });
    const pen = canvas.getContext("2d");
    const plus = colour("s1"), minus = colour("s2");
    told.cells.forEach((row, y) => row.forEach((cell, x) => {
      if (cell === 0) return;
      pen.globalAlpha = 0.25 + 0.75 * Math.sqrt(Math.abs(cell));
      pen.fillStyle = cell > 0 ? plus : minus;
      pen.fillRect(x * scale, y * scale, scale, scale);
    }));
    put(picture, h("div", { class: "card" },
      h("p", { class: "verdict mono", id: "structure" }, told.structure),
      h("div", { class: "grid" },
        h("div", {}, canvas, h("p", { class: "small soft" }, `Rows are outputs, columns inputs. `, h("span", { class: "plus" }, "■"), " above 0, ", h("span", { class: "minus" }, "■"), " below; paler is smaller.",
          told.drawnRows < told.rows ? ` The first ${count(told.drawnRows)} of ${count(told.rows)} rows are drawn.` : "",
          told.rows > height || told.columns > width ? " A cell stands for several entries and shows the largest." : "")),
        h("dl", { class: "facts" },
          h("dt", {}, "size"), h("dd", {}, `${count(told.rows)} × ${count(told.columns)}`),
          h("dt", {}, "rank"), h("dd", {}, told.rank < 0 ? "not told by the structure" : count(told.rank)),
          h("dt", {}, "numbers stored"), h("dd", {}, `${count(told.memory)} instead of ${count(told.rows * told.columns)}`),
          h("dt", {}, "J·v takes"), h("dd", {}, `${count(told.cost)} multiplications instead of ${count(told.rows * told.columns)}`),
          h("dt", {}, "largest entry"), h("dd", {}, number(told.largest))))));
  }
  const recolour = () => { if (told?.cells && picture.querySelector("canvas")) draw(); };
  addEventListener("recolour", recolour);
  return () => removeEventListener("recolour", recolour);
}
