// The weights of a plan, summed while they are typed: in thousandths of a percent, so that a sum is exact.
const THOUSANDTHS = 1000;
const WHOLE = 100 * THOUSANDTHS;

function sum() {
  const output = document.querySelector("[data-weight-sum]");
  if (!output) return;
  const weights = [...document.querySelectorAll("input[name^='weight-']")];
  const total = weights.reduce((all, input) => all + Math.round(Number(input.value) * THOUSANDTHS), 0);
  const percent = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 3 }).format(total / THOUSANDTHS);
  const { valid, off } = output.dataset;
  output.dataset.tone = total === WHOLE ? "done" : "bad";
  output.textContent = `${percent}\u00a0%, ${total === WHOLE ? valid : off}`;
}

document.addEventListener("input", (event) => event.target.name?.startsWith("weight-") && sum());
sum();
