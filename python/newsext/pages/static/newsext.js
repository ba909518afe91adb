// What the pages of newsext do beyond HTML: charts drawn from tables, and quotes lit with their notes.
"use strict";

document.documentElement.lang ||= "en";

// ---- Charts -----------------------------------------------------------------------------------

const colour = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

// Every month from the first to the last, so that silence has its width too.
function withoutGaps(points) {
  const parsed = points.map(([month, value]) => [/^(\d{4})-(\d\d)$/.exec(month), value]);
  if (parsed.some(([found]) => !found)) return points;
  const known = new Map(points);
  const number = (found) => Number(found[1]) * 12 + Number(found[2]) - 1;
  const first = number(parsed[0][0]);
  const last = number(parsed[parsed.length - 1][0]);
  if (last - first > 1200) return points;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const year = Math.floor((first + i) / 12);
    const month = `${String(year).padStart(4, "0")}-${String(((first + i) % 12) + 1).padStart(2, "0")}`;
    return [month, known.get(month) ?? 0];
  });
}

function draw(figure) {
  const cells = [...figure.querySelectorAll("tbody tr")].map((row) => [
    row.cells[0].textContent,
    Number(row.cells[1].textContent),
  ]);
  const points = withoutGaps(cells);
  const frame = document.createElement("div");
  const canvas = document.createElement("canvas");
  const most = cells.reduce((best, cell) => (cell[1] > best[1] ? cell : best));
  frame.className = "canvas";
  canvas.setAttribute("role", "img");
  canvas.setAttribute(
    "aria-label",
    `Bar chart, ${cells[0][0]} to ${cells[cells.length - 1][0]}, most in ${most[0]}: ${most[1]}. The numbers follow.`,
  );
  frame.append(canvas);
  figure.prepend(frame);
  const chart = new Chart(canvas, {
    type: "bar",
    data: {
      labels: points.map((point) => point[0]),
      datasets: [{ label: "Quotes", data: points.map((point) => point[1]), categoryPercentage: 0.9, barPercentage: 0.95 }],
    },
    options: {
      maintainAspectRatio: false,
      animation: false,
      plugins: { legend: { display: false } },
      scales: {
        x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
        y: { beginAtZero: true, ticks: { precision: 0, maxTicksLimit: 5 }, border: { display: false } },
      },
    },
  });
  const paint = () => {
    chart.data.datasets[0].backgroundColor = colour("--person");
    for (const axis of Object.values(chart.options.scales)) axis.ticks.color = colour("--faint");
    chart.options.scales.y.grid = { color: colour("--line") };
    chart.update();
  };
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

if (window.Chart) {
  Chart.defaults.font.family = colour("--sans");
  document.querySelectorAll("[data-chart=months]").forEach(draw);
}

// ---- A quote and its note light up together ---------------------------------------------------

const light = (number, on) =>
  document
    .querySelectorAll(`q[data-n="${number}"], .note[data-n="${number}"]`)
    .forEach((element) => element.classList.toggle("lit", on));

for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  for (const [event, on] of [[begin, true], [end, false]]) {
    document.addEventListener(event, ({ target }) => {
      const owner = target.closest?.("q[data-n]:not(.hidden-quote), .note[data-n], sup a[data-n]");
      if (owner) light(owner.dataset.n, on);
    });
  }
}
