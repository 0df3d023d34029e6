// Curves over steps, with uPlot (vendor/uPlot-LICENSE.txt).
import uPlot from "/vendor/uPlot.esm.js";
import { colour, h, number, put } from "/page.js";

const COLOURS = ["s1", "s2", "s3", "s4", "s5", "s6"];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [14, 4], [4, 4]];

/**
 * A plot that takes other data at any time.
 * @param series [{ name, points: [[x, y], …] }, …]
 */
export function plot(label, axis = "step") {
  const place = h("div", { class: "plot", role: "img", "aria-label": label });
  let chart = null;
  let shown = [];

  function data() {
    return uPlot.join(shown.map(({ points }) => [points.map(([x]) => x), points.map(([, y]) => (Number.isFinite(y) ? y : null))]));
  }

  function build() {
    chart?.destroy();
    chart = null;
    if (!shown.some(({ points }) => points.length)) {
      put(place, h("p", { class: "empty" }, "No values yet."));
      return;
    }
    put(place);
    const lines = { stroke: colour("soft"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 }, font: "12px system-ui, sans-serif" };
    chart = new uPlot({
      width: Math.max(240, place.clientWidth || 300),
      height: 230,
      scales: { x: { time: false } },
      cursor: { drag: { x: true, y: false } },
      axes: [{ ...lines, size: 34, label: axis, labelSize: 18, labelGap: -4, labelFont: "12px system-ui, sans-serif" }, { ...lines, size: 58, values: (_, ticks) => ticks.map((tick) => String(Number(tick.toPrecision(6)))) }],
      series: [{ label: axis, value: (_, value) => (value === null ? "—" : String(value)) }, ...shown.map(({ name }, i) => ({ label: name, stroke: colour(COLOURS[i % COLOURS.length]), width: 1.6, dash: DASHES[i % DASHES.length], spanGaps: true, points: { show: shown[i].points.length < 40, size: 5 }, value: (_, value) => (value === null || value === undefined ? "—" : number(value)) }))],
    }, data(), place);
  }

  const sized = new ResizeObserver(() => {
    if (chart && Math.abs(chart.width - place.clientWidth) > 1) chart.setSize({ width: Math.max(240, place.clientWidth), height: 230 });
  });
  sized.observe(place);
  addEventListener("recolour", build);
  return {
    element: place,
    set(series) {
      const same = chart && series.length === shown.length && series.every(({ name }, i) => name === shown[i].name);
      shown = series;
      if (same) chart.setData(data());
      else build();
    },
    close() {
      sized.disconnect();
      removeEventListener("recolour", build);
      chart?.destroy();
    },
  };
}

/** The points of a run as they come. Hands over a map from metric to [[step, value], …]. */
export function follow(id, changed, ended = () => {}) {
  const metrics = new Map();
  const source = new EventSource(`/api/run/points?id=${encodeURIComponent(id)}`);
  source.onmessage = ({ data }) => {
    const { fresh, status, points } = JSON.parse(data);
    if (fresh) metrics.clear();
    for (const [metric, step, , value] of points) {
      if (!metrics.has(metric)) metrics.set(metric, []);
      metrics.get(metric).push([step, value === "NaN" ? NaN : Number(value)]);
    }
    changed(metrics, status);
  };
  source.addEventListener("end", () => { source.close(); ended(); });
  return () => source.close();
}

/** Metrics that belong on one plot: loss, accuracy, rate, others by their last word. */
export function grouped(metrics) {
  const groups = new Map();
  for (const [name, points] of metrics) {
    const [part, word = part] = [name.split(".")[0], name.split(".").pop()];
    if (part === "test") continue;
    if (!groups.has(word)) groups.set(word, []);
    groups.get(word).push({ name, points });
  }
  const first = ["loss", "accuracy"];
  const place = (word) => (first.includes(word) ? first.indexOf(word) : first.length);
  return new Map([...groups].sort(([a], [b]) => place(a) - place(b)));
}
