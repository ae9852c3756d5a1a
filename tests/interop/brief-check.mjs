// The card that `brief` prints, from a database of its own with long names, many goals and every figure of a role:
// read by Microsoft's library, accepted by @slack/types, small enough for both, and no wider than a terminal as text.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dll = process.env.PERFSIGNAL_DLL ?? fileURLToPath(new URL("../../src/PerfSignal.Bot/bin/Debug/net10.0/PerfSignal.Bot.dll", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "perfsignal-brief-"));
const problems = [];
const check = (good, what) => good || problems.push(what);

const nasty = 'Łukasz "Óscar" <b>*Müller*</b> <!channel> [a](http://b) שלום 🦉 ${name}';
const csv = (rows) => rows.map((row) => row.map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`).join(",")).join("\n") + "\n";
const now = new Date();
const daysAgo = (days) => new Date(now - days * 86_400_000).toISOString();
const day = (days) => daysAgo(-days).slice(0, 10);

function files() {
  const people = [["email", "name", "manager_email", "role_family", "level", "department", "location", "time_zone", "hire_date"]];
  people.push(["boss@lumen.example", `${nasty} the Manager`, "", "engineering", "manager", "Engineering", "Berlin", "Europe/Berlin", "2020-01-01"]);
  for (const family of ["engineering", "sales", "support", "delivery"]) {
    people.push([`${family}@lumen.example`, `${nasty} of ${family}`, "boss@lumen.example", family, "individual", "Engineering", "Berlin", "Asia/Kolkata", "2021-01-01"]);
  }

  const facts = [["source", "kind", "external_id", "person_email", "at", "amount", "duration_hours", "outcome", "url", "currency"]];
  const kinds = {
    engineering: [["jira", "issue", 3, 100, "done"], ["github", "review", "", "", "submitted"], ["pagerduty", "incident", "", "", "owned"]],
    sales: [["salesforce", "opportunity", 12345678.9, "", "won", "USD"], ["salesforce", "opportunity", 98765432.1, "", "created", "EUR"], ["salesforce", "account", "", "", "retained"], ["salesforce", "quota", 1000000, "", "set", "USD"]],
    support: [["zendesk", "ticket", "", 30, "resolved"], ["zendesk", "first_reply", "", 0.4, "sent"], ["zendesk", "rating", 4.2, "", "given"], ["zendesk", "ticket", "", "", "sla_met"]],
    delivery: [["asana", "task", "", 90, "done"], ["delivery", "milestone", "", "", "hit"], ["jira", "issue", 5, 60, "done"], ["github", "deployment", "", "", "success"]],
  };
  for (const [family, rows] of Object.entries(kinds)) {
    for (const [source, kind, amount, hours, outcome, currency] of rows) {
      for (let i = 1; i < 120; i++) {
        facts.push([source, kind, `${family}-${kind}-${outcome}-${i}`, `${family}@lumen.example`, daysAgo(i * 2), amount, hours, outcome, "https://tools.example/x?a=1&b=2", currency]);
      }
    }
  }

  for (let i = 1; i < 30; i++) facts.push(["sonarqube", "quality", `q${i}`, "team:Engineering", daysAgo(i * 7 - 5), 91, "", "measured", "", ""]);
  const goals = [["id", "owner_email", "title", "metric", "baseline", "target", "unit", "due", "parent_id", "progress"]];
  for (let i = 0; i < 40; i++) goals.push([`g${i}`, "engineering@lumen.example", `${nasty} `.repeat(2).slice(0, 180), "", "", "", "", day(40), "", 50]);
  const cadences = [["manager_email", "report_email", "weekday", "time", "time_zone", "every_weeks", "starts"]];
  for (const family of Object.keys(kinds)) cadences.push(["boss@lumen.example", `${family}@lumen.example`, "Tuesday", "10:00", "Europe/Berlin", 1, day(-7)]);
  return { people, facts, goals, cadences };
}

const settings = (language) => ({
  ...process.env,
  "Database__Provider": "Sqlite",
  "Database__ConnectionString": `Data Source=${join(folder, "brief.db")}`,
  "Organization__Language": language,
});
const run = (args, language = "en") => execFileSync("dotnet", [dll, ...args], { env: settings(language), encoding: "utf8", maxBuffer: 1 << 26 });

const cards = [];
try {
  run(["migrate"]);
  for (const [what, rows] of Object.entries(files())) {
    writeFileSync(join(folder, `${what}.csv`), csv(rows));
    run(["import", what, join(folder, `${what}.csv`)]);
  }

  for (const family of ["engineering", "sales", "support", "delivery"]) {
    const mirror = family === "engineering" ? [[family, "boss"]] : [];
    for (const [to, other] of [["boss", family], ...mirror]) {
      const language = family === "engineering" && to === "boss" ? "de" : "en";
      const brief = (format) => run(["brief", `${to}@lumen.example`, "--with", `${other}@lumen.example`, "--format", format], language);
      const name = `brief ${to} with ${other}`;
      const [teams, slack] = [brief("teams"), brief("slack")];
      const [card, message] = [JSON.parse(teams), JSON.parse(slack)];
      cards.push({ name, card, message });
      check(Buffer.byteLength(JSON.stringify(card)) < 25 * 1024, `${name}: ${Buffer.byteLength(JSON.stringify(card))} bytes`);
      check(message.blocks.length <= 50, `${name}: ${message.blocks.length} blocks`);
      check(!JSON.stringify(message).includes('"type":"channel"'), `${name}: a name calls the channel`);
      if (family === "engineering" && to === "boss") {
        const text = brief("text");
        check(text.split("\n").every((line) => [...line].length <= 80), `${name}: a line of the text is wider than 80 columns`);
        const evidence = JSON.parse(brief("json"));
        check(evidence.figures.length >= 5, `${name}: only ${evidence.figures.length} figures`);
        check(evidence.figures.every((figure) => figure.formula && figure.sources && "windowEnd" in figure), `${name}: a figure lacks its provenance`);
      }
    }
  }

  writeFileSync(join(folder, "cards.json"), JSON.stringify(cards));
  for (const script of ["adaptive-check.mjs", "slack-types-check.mjs"]) {
    const result = spawnSync("node", [fileURLToPath(new URL(script, import.meta.url))], { env: { ...process.env, PERFSIGNAL_EXPORT: folder, CARDS_ONLY: "1" }, encoding: "utf8" });
    console.log(`${script}: ${result.stdout.trim()}`);
    check(result.status === 0, `${script} failed: ${result.stderr}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

for (const problem of problems) console.log(problem);
console.log(`${cards.length} briefs, largest ${Math.max(...cards.map(({ card }) => Buffer.byteLength(JSON.stringify(card))))} bytes and ${Math.max(...cards.map(({ message }) => message.blocks.length))} blocks, ${problems.length} problems`);
process.exit(problems.length === 0 && cards.length > 0 ? 0 : 1);
