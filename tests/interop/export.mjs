// Reads what our tests wrote: PERFSIGNAL_EXPORT=<dir> dotnet test tests/PerfSignal.Tests --filter FullyQualifiedName~CardExport
import { existsSync, readFileSync } from "node:fs";

export function exportedCards() {
  const directory = process.argv[2] ?? process.env.PERFSIGNAL_EXPORT;
  if (!directory || !existsSync(`${directory}/cards.json`)) {
    console.error("Say where the export is, as first argument or in PERFSIGNAL_EXPORT; the tests write it (see export.mjs).");
    process.exit(2);
  }
  return JSON.parse(readFileSync(`${directory}/cards.json`, "utf8"));
}

// Charts are a Teams extension: other clients, the official library and the schema among them, show the fallback.
export function portable(node) {
  if (Array.isArray(node)) return node.map(portable);
  if (!node || typeof node !== "object") return node;
  if (typeof node.type === "string" && node.type.startsWith("Chart.")) return portable(node.fallback);
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, portable(v)]));
}

export function withoutTeams(card) {
  const { msteams, ...rest } = portable(card);
  return rest;
}
