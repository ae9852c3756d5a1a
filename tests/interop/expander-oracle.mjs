// Compares PerfSignal's template expander with Microsoft's.
// Needs an export of our output: PERFSIGNAL_EXPORT=<dir> dotnet test tests/PerfSignal.Tests --filter FullyQualifiedName~CardExport
//   node expander-oracle.mjs <dir>      compare <dir>/expander.jsonl, lines of {name, template, data, texts?, ours}
//   node expander-oracle.mjs --golden   write what Microsoft's library makes of expander-cases.json to expander-expected.json
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Template } = require("adaptivecards-templating");

// `t` is ours: texts are reachable from everywhere. The official language reaches everything from $root.
const rooted = (node) =>
  typeof node === "string"
    ? node.replace(/\$\{[^}]*\}/g, (e) => e.replace(/(?<![\w.$'"])t\./g, "$root.t."))
    : Array.isArray(node)
      ? node.map(rooted)
      : node && typeof node === "object"
        ? Object.fromEntries(Object.entries(node).map(([k, v]) => [k, rooted(v)]))
        : node;

export function official({ template, data, texts }) {
  try {
    const root = texts ? { ...data, t: texts } : data;
    return JSON.parse(JSON.stringify(new Template(texts ? rooted(template) : template).expand({ $root: root })));
  } catch {
    return { error: true };
  }
}

if (process.argv[2] === "--golden") {
  const cases = JSON.parse(readFileSync(new URL("expander-cases.json", import.meta.url), "utf8"));
  const lines = cases.map((c) => JSON.stringify({ name: c.name, expected: official(c) }));
  writeFileSync(new URL("expander-expected.json", import.meta.url), "[\n" + lines.join(",\n") + "\n]\n");
  console.log(`${cases.length} expected results written`);
} else {
  const directory = process.argv[2] ?? process.env.PERFSIGNAL_EXPORT;
  if (!directory) {
    console.error("Say where the export is: node expander-oracle.mjs <dir>");
    process.exit(2);
  }
  const cases = readFileSync(`${directory}/expander.jsonl`, "utf8").trim().split("\n").map((l) => JSON.parse(l));
  const wrong = cases.map((c) => ({ ...c, expected: official(c) })).filter((c) => !isDeepStrictEqual(c.ours, c.expected));
  for (const c of wrong.slice(0, 20)) {
    console.log(JSON.stringify({ name: c.name, template: c.template, data: c.data, ours: c.ours, expected: c.expected }, null, 1));
  }
  const failing = cases.filter((c) => c.ours?.error === true).length;
  console.log(`${cases.length} cases (${failing} of them refused by both or one), ${wrong.length} differ`);
  process.exit(wrong.length === 0 && cases.length > 0 ? 0 : 1);
}
