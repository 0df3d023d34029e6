import { ask, count, h, number, put, s, say, title, trouble, working } from "/page.js";
import { networkPicker } from "/pickers.js";

let layouts = null;

/** The layout engine, in a worker of its own. */
async function elk() {
  if (!layouts) {
    await new Promise((done, failed) => document.head.append(h("script", { src: "/vendor/elk-api.js", onload: done, onerror: () => failed(new Error("The layout engine did not load.")) })));
    layouts = new window.ELK({ workerUrl: "/vendor/elk-worker.min.js" });
  }
  return layouts;
}

export function show(place, query) {
  const rest = h("div", {});
  const drawing = h("section", { "aria-label": "Graph" });
  const detail = h("section", { "aria-label": "Layer", "aria-live": "polite" });
  const times = h("section", { "aria-label": "Time per step" });
  put(place, title("Model graph", "A network layer by layer, with shapes, parameters and the time of each step on this machine."), rest, drawing, detail, times);
  let question = null;
  let sized = null;
  let shown = new Map();
  networkPicker((chosen) => { question = chosen; load(); }, query).then((picker) => {
    put(rest, h("div", { class: "card" }, picker.element));
    question = picker.question();
    load();
  }).catch((failure) => put(rest, trouble(failure)));

  async function load() {
    put(detail);
    put(times, h("button", { type: "button", class: "plain", id: "measure", onclick: measure }, "Measure the time of each step"));
    await working(drawing, "Drawing …", async (wanted) => {
      const told = await ask("/api/network", question);
      if (!wanted()) return;
      await draw(told);
      say(`${told.nodes.length} nodes`);
    });
  }

  async function measure() {
    await working(times, "Measuring …", async () => {
      const told = await ask("/api/profile", question);
      const most = Math.max(...told.steps.map((step) => step.microseconds));
      time(told.layers);
      put(times, h("div", { class: "card" }, h("h2", {}, "Time per step"),
        h("p", { class: "small soft" }, `One example, one thread: ${number(told.microseconds)} µs in all; each step the median of ${told.runs} runs. A step may fuse several layers; the times in the drawing are of each layer alone.`),
        h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Steps" }, h("table", { id: "steps" }, h("thead", {}, h("tr", {}, ["step", "", "µs", "share", "10⁹ operations/s"].map((word, i) => h("th", { scope: "col", class: i > 1 ? "num" : "" }, word || h("span", { class: "hidden" }, "bar"))))),
          h("tbody", {}, told.steps.map((step) => {
            const bar = h("span", { class: "bar" });
            bar.style.width = `${100 * step.microseconds / most}%`;
            return h("tr", {}, h("td", {}, step.what), h("td", { class: "bartrack" }, bar), h("td", { class: "num" }, number(step.microseconds)), h("td", { class: "num" }, `${number(100 * step.microseconds / told.microseconds, 3)} %`), h("td", { class: "num" }, step.operations ? number(step.operations / step.microseconds / 1000, 3) : ""));
          }))))));
    });
  }

  async function draw(told) {
    const width = 168, height = 46;
    const names = new Set(told.nodes.map((node) => node.name));
    const edges = told.nodes.flatMap((node) => node.from.filter((from) => names.has(from)).map((from) => ({ id: `${from}→${node.name}`, sources: [from], targets: [node.name] })));
    const laid = await (await elk()).layout({
      id: "root",
      layoutOptions: { "elk.algorithm": "layered", "elk.direction": "DOWN", "elk.spacing.nodeNode": "28", "elk.layered.spacing.nodeNodeBetweenLayers": "30", "elk.edgeRouting": "ORTHOGONAL", "elk.padding": "[top=12,left=12,bottom=12,right=12]" },
      children: told.nodes.map((node) => ({ id: node.name, width, height })),
      edges,
    });
    const shapes = new Map(told.nodes.map((node) => [node.name, node]));
    const nodes = laid.children.map(({ id, x, y }) => nodeAt(shapes.get(id), x, y, width, height));
    shown = new Map(laid.children.map(({ id }, i) => [id, { group: nodes[i], width, height }]));
    const world = s("g", {}, laid.edges.map((edge) => edgeAt(edge, shapes)), nodes);
    const svg = s("svg", { role: "group", "aria-label": "Layers in order. Tab goes from layer to layer.", id: "graph" }, s("defs", {}, s("marker", { id: "tip", viewBox: "0 0 8 8", refX: "7", refY: "4", markerWidth: "7", markerHeight: "7", orient: "auto" }, s("path", { d: "M0 0L8 4L0 8z", class: "tip" }))), world);
    const box = h("div", { class: "canvas" }, svg);
    const zoom = panning(svg, world, laid);
    put(drawing, h("p", { class: "small soft" }, `${count(told.parameters)} parameters, ${count(told.multiplyAdds)} multiply-adds for one example. Drag to move, wheel or buttons to zoom.`), h("div", { class: "row middle" },
      h("button", { type: "button", class: "plain", onclick: () => zoom.by(1.25) }, "Zoom in"), h("button", { type: "button", class: "plain", onclick: () => zoom.by(0.8) }, "Zoom out"), h("button", { type: "button", class: "plain", onclick: () => zoom.whole() }, "Whole")), h("p", {}), box);
    zoom.begin();
    sized?.disconnect();
    let wide = box.clientWidth;
    sized = new ResizeObserver(() => {
      if (box.clientWidth !== wide) { wide = box.clientWidth; zoom.begin(); }
    });
    sized.observe(box);

    function nodeAt(node, x, y) {
      const group = s("g", { class: `node ${node.parameters ? "weights" : ""}`, transform: `translate(${x} ${y})`, tabindex: "0", role: "button", "aria-pressed": "false", "aria-label": `${node.name}, ${node.kind}, shape ${node.shape.join("×") || "scalar"}, ${node.parameters} parameters` },
        s("rect", { width, height, rx: 6 }), s("text", { x: 10, y: 19 }, node.name.length > 20 ? `${node.name.slice(0, 19)}…` : node.name),
        s("text", { x: 10, y: 36, class: "sub" }, `${node.kind === node.name.replace(/\d+$/, "") ? "" : `${node.kind} · `}${node.shape.join("×") || "scalar"}${node.parameters ? ` · ${count(node.parameters)} par.` : ""}`));
      const open = () => {
        for (const other of nodes) other.setAttribute("aria-pressed", String(other === group));
        put(detail, about(node));
      };
      group.addEventListener("click", open);
      group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
      group.addEventListener("focus", () => zoom.show(x, y, width, height));
      return group;
    }
  }

  /** Writes into each layer how long it takes alone, with a bar beside the longest. */
  function time(layers) {
    const most = Math.max(...Object.values(layers));
    for (const [name, microseconds] of Object.entries(layers)) {
      const { group, width, height } = shown.get(name);
      const text = `${number(microseconds, 3)} µs`;
      const title = group.querySelector("text");
      if (name.length + text.length > 20) title.textContent = `${name.slice(0, 19 - text.length)}…`;
      group.setAttribute("aria-label", `${group.getAttribute("aria-label")}, ${text} alone`);
      group.append(s("text", { x: width - 10, y: 19, class: "sub time" }, text),
        s("rect", { class: "timebar", x: 1, y: height - 4, height: 3, rx: 1.5, width: Math.max(1, (width - 2) * microseconds / most) }));
    }
  }

  function about(node) {
    const link = node.kind === "input" ? null : h("p", {}, h("a", { href: `#/derivation?${where()}` }, "Derive its gradient"), " · ", h("a", { href: `#/jacobian?${where()}` }, "Its Jacobian"));
    return h("div", { class: "card", id: "layer" }, h("h2", {}, node.name),
      h("dl", { class: "facts" }, h("dt", {}, "kind"), h("dd", {}, node.kind), h("dt", {}, "reads"), h("dd", {}, node.from.join(", ") || "nothing"),
        h("dt", {}, "output"), h("dd", {}, node.shape.join(" × ") || "scalar"), h("dt", {}, "parameters"), h("dd", {}, count(node.parameters)),
        h("dt", {}, "multiply-adds"), h("dd", {}, count(node.multiplyAdds)), node.receptiveField ? [h("dt", {}, "sees of the input"), h("dd", {}, node.receptiveField)] : null,
        node.why.length ? [h("dt", {}, "why"), h("dd", { class: "mono" }, node.why.map((line) => h("div", {}, line)))] : null), link);
  }

  function where() {
    return question.run ? `run=${question.run}` : `network=${question.builtIn || "lenet"}`;
  }
}

function edgeAt({ sections = [], sources }, shapes) {
  return sections.map(({ startPoint, endPoint, bendPoints = [] }) => {
    const points = [startPoint, ...bendPoints, endPoint].map(({ x, y }) => `${x} ${y}`);
    return [s("path", { class: "edge", d: `M${points.join("L")}`, "marker-end": "url(#tip)" }), s("title", {}, shapes.get(sources[0])?.shape.join("×") ?? "")];
  });
}

/** Moving and zooming by one transform. */
function panning(svg, world, { width, height }) {
  let k = 1, x = 0, y = 0;
  const size = () => [svg.clientWidth || 600, svg.clientHeight || 400];
  const apply = () => world.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
  const at = (factor, px, py) => {
    const next = Math.min(4, Math.max(0.1, k * factor));
    x = px - (px - x) * next / k;
    y = py - (py - y) * next / k;
    k = next;
    apply();
  };
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    at(Math.exp(-event.deltaY * 0.0015), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  let held = null;
  svg.addEventListener("pointerdown", (event) => { held = [event.clientX - x, event.clientY - y]; });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    [x, y] = [event.clientX - held[0], event.clientY - held[1]];
    apply();
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, () => { held = null; });
  return {
    by: (factor) => at(factor, size()[0] / 2, size()[1] / 2),
    whole() {
      const [w, hgt] = size();
      k = Math.min(1.2, w / width, hgt / height);
      [x, y] = [(w - width * k) / 2, (hgt - height * k) / 2];
      apply();
    },
    begin() {
      const [w] = size();
      k = Math.min(1, w / width);
      [x, y] = [(w - width * k) / 2, 0];
      apply();
    },
    show(nx, ny, nw, nh) {
      const [w, hgt] = size();
      const [sx, sy] = [nx * k + x, ny * k + y];
      if (sx < 0 || sx + nw * k > w) x += w / 2 - sx - nw * k / 2;
      if (sy < 0 || sy + nh * k > hgt) y += hgt / 2 - sy - nh * k / 2;
      apply();
    },
  };
}
