// The report of a nudge as SheetJS reads it: the Excel table says cell by cell what the CSV says, runs nothing, and its totals add up to the audience.
import * as XLSX from "xlsx";
import { chromium } from "playwright-core";
import { serve } from "./served-bot.mjs";

const problems = [];
let checks = 0;
function check(holds, what, shown = "") {
  checks += 1;
  if (!holds) problems.push(`${what} ${JSON.stringify(shown).slice(0, 400)}`);
}

// Names that a spreadsheet would run, take for a number or a date, or cut; those of Sales are in the pilot, the others are left out.
const names = ["=1+1", "+49 30 1", "-2", "@SUM(A1)", '=HYPERLINK("http://a","b")', "0012", "1e5", "2026-11-22", "TRUE", "a, \"b\"; c", "<b>&amp;</b>", "  spaced  out", "שלום 🦉", "Łukasz Óscar", "#REF!"];
const day = "2022-03-01";
const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;
const person = (name, email, team, roles = "") => [name, email, team, roles].map(quoted);
const rows = [
  person("Hanna Vogel", "hanna@example.com", "People", "hr"),
  ...names.map((name, at) => person(name, `p${at}@example.com`, at % 3 === 0 ? "=Support" : "Sales")),
];
const people = `email,name,role_family,level,department,location,time_zone,hire_date,manager_email,roles\n${rows
  .map(([name, email, team, roles]) => [email, name, '"engineering"', '"individual"', team, '"Berlin"', '"Etc/UTC"', quoted(day), '""', roles].join(","))
  .join("\n")}\n`;

const bot = await serve(
  { ASPNETCORE_ENVIRONMENT: "Development", Web__DemoSignIn: "true", Organization__TimeZone: "Etc/UTC", Organization__QuietHours: "00:00-00:00" },
  { people },
);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
try {
  const page = await browser.newPage();
  const send = async (act) => {
    const answered = page.waitForNavigation({ waitUntil: "load" });
    await act();
    await answered;
  };
  await page.goto(`${bot.url}/sign-in`);
  await page.getByRole("button", { name: /Hanna Vogel/ }).first().click();
  await page.waitForURL((address) => address.pathname === "/");
  await page.goto(`${bot.url}/hr/pilot`);
  await page.locator("#name").fill("Sales");
  await page.locator("input[name='departments'][value='Sales']").check();
  await page.locator("#from").fill(new Date().toISOString().slice(0, 10));
  await send(() => page.getByRole("button", { name: "Show whom it takes in" }).click());
  await send(() => page.getByRole("button", { name: "Save", exact: true }).click());
  await page.goto(`${bot.url}/hr/nudges/new`);
  await page.locator("#title").fill("To everyone");
  await page.locator("#text_en").fill("Please look over your goals.");
  await send(() => page.locator("button[value='save']").click());
  const nudge = page.url();
  await send(() => page.getByRole("link", { name: "Send …" }).click());
  await send(() => page.getByRole("button", { name: "Send it" }).click());
  const end = Date.now() + 60_000;
  while (!/Ended/.test(await page.locator("main").innerText()) && Date.now() < end) {
    await page.waitForTimeout(500);
    await page.goto(nudge);
  }
  check(/Ended/.test(await page.locator("main").innerText()), "the nudge has ended");

  const download = async (ending) => (await page.request.get(`${nudge.split("?")[0]}/report.${ending}`)).body();
  const cells = (sheet) => XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true, defval: "", blankrows: true });
  const csv = XLSX.read((await download("csv")).toString("utf8").replace(/^\ufeff/, ""), { type: "string", raw: true });
  const book = XLSX.read(await download("xlsx"), { type: "buffer", cellFormula: true, cellDates: true });
  check(book.SheetNames.length === 2, "the table has a sheet of people and one of totals", book.SheetNames);
  const [lines, table, totals] = [cells(csv.Sheets[csv.SheetNames[0]]), cells(book.Sheets[book.SheetNames[0]]), cells(book.Sheets[book.SheetNames[1]])];

  // In the CSV an apostrophe keeps a spreadsheet from running what begins like a formula.
  const guarded = (text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
  check(table.length === lines.length, "both files have as many rows", [table.length, lines.length]);
  table.forEach((row, at) => {
    check(row.every((cell) => typeof cell === "string"), `row ${at + 1} of the table is text`, row);
    check(JSON.stringify(row.map(guarded)) === JSON.stringify(lines[at]), `row ${at + 1} says the same in both files`, [row, lines[at]]);
  });
  for (const sheet of book.SheetNames) {
    const formulas = Object.entries(book.Sheets[sheet]).filter(([address, cell]) => address[0] !== "!" && (cell.f || cell.l));
    check(formulas.length === 0, `no cell of “${sheet}” is a formula or a link`, formulas);
  }
  const found = table.slice(1).map((row) => row[0]);
  for (const name of names) check(found.includes(name.trim()) || found.includes(name), `“${name}” stands in the report as it is`, found);

  const state = table[0].indexOf("State");
  const counted = Object.fromEntries(totals.slice(1));
  const audience = table.length - 1;
  for (const [word, count] of Object.entries(counted)) {
    const expected = word === "Audience" ? audience : table.slice(1).filter((row) => row[state] === word).length;
    check(count === expected, `the total “${word}” is what the rows say`, [count, expected]);
  }
  check(counted.Sent > 0 && counted["Left out"] > 0, "some got it and some were left out", counted);
  check(Object.entries(counted).reduce((sum, [word, count]) => (word === "Audience" ? sum : sum + count), 0) === counted.Audience, "the totals add up to the audience", counted);
} finally {
  await browser.close();
  await bot.stop();
}

for (const problem of problems) console.log(`PROBLEM ${problem}`);
console.log(`${checks} checks, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
