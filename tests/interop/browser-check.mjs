// Walks through the demo as three people in headless Chromium: screenshots, layout, keyboard, accessibility, and the main flows.
// PERFSIGNAL_URL: the running demo. SCREENSHOTS: a folder for pictures.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

const url = process.env.PERFSIGNAL_URL ?? "http://127.0.0.1:5080";
const folder = process.env.SCREENSHOTS ?? "screenshots";
mkdirSync(folder, { recursive: true });

let checks = 0;
const problems = [];
function check(good, what) {
  checks++;
  if (!good) problems.push(what);
}

const flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags.split(" ") });

async function waitForServer() {
  const end = Date.now() + 90_000;
  for (;;) {
    try {
      if ((await fetch(`${url}/healthz/ready`)).ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > end) throw new Error(`${url} was not ready within 90 s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function signIn(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    // A page that must look absent answers 404, a form with a wrong input 400, and the browser says so.
    if (message.type() === "error" && !(page.refused && /404|400/.test(message.text()))) problems.push(`${name}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`${name}: script: ${error.message}`));
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: new RegExp(name) }).first().click();
  await page.waitForURL((address) => address.pathname === "/");
  return page;
}

/** Elements whose text is cut off by their own box, and a page wider than the window. */
function layout() {
  const found = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > window.innerWidth) found.push(`page is ${root.scrollWidth} px wide in a window of ${window.innerWidth}`);
  for (const table of document.querySelectorAll("table")) {
    const display = getComputedStyle(table).display;
    if (display !== "table") found.push(`a table is laid out as ${display}: “${table.textContent.trim().slice(0, 30)}”`);
  }
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || style.clip !== "auto" || style.clipPath !== "none") continue;
    const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
    const name = `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;
    if (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`clipped: ${name}`);
    if (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1) found.push(`clipped: ${name}`);
    if (box.right > window.innerWidth + 1 && !element.closest("[tabindex='0'], .scroll-x, svg")) found.push(`beyond the right edge: ${name}`);
  }
  return found;
}

/** Presses Tab through the page and names controls that were never focused, or whose focus cannot be seen. */
async function keyboard(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");
    window.controls = [...all].filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }));
    window.reached = new Set();
    window.unseen = new Set();
  });
  const count = await page.evaluate(() => window.controls.length);
  for (let press = 0; press < count + 5; press++) {
    await page.keyboard.press("Tab");
    await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return;
      window.reached.add(focused);
      const style = getComputedStyle(focused);
      if (style.outlineStyle === "none" && style.boxShadow === "none") window.unseen.add(focused);
    });
  }
  return page.evaluate(() => {
    const name = (element) => `${element.tagName.toLowerCase()} “${(element.textContent || element.name || element.id).trim().slice(0, 30)}”`;
    const group = (element) => element.type === "radio" && [...window.reached].some((other) => other.name === element.name && other.form === element.form);
    return {
      missed: window.controls.filter((element) => !window.reached.has(element) && !group(element)).map(name),
      unseen: [...window.unseen].map(name),
    };
  });
}

async function inspect(page, label, path) {
  for (const [width, scheme] of [[1280, "light"], [768, "light"], [360, "light"], [360, "dark"]]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const response = await page.goto(url + path);
    check(response.status() === 200, `${label}: ${path} answered ${response.status()}`);
    const where = `${label} at ${width} px, ${scheme}`;
    const found = await page.evaluate(layout);
    check(found.length === 0, `${where}: ${found.join("; ")}`);
    const axe = await new AxeBuilder({ page }).analyze();
    const serious = axe.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
    check(serious.length === 0, `${where}: ${serious.map((violation) => `${violation.id} (${violation.nodes.slice(0, 3).map((node) => node.target).join(", ")})`).join("; ")}`);
    await page.screenshot({ path: join(folder, `${label}-${width}-${scheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(url + path);
  const { missed, unseen } = await keyboard(page);
  check(missed.length === 0, `${label}: not reached by keyboard: ${missed.join("; ")}`);
  check(unseen.length === 0, `${label}: focus cannot be seen on: ${unseen.join("; ")}`);
}

async function type(page, words) {
  await page.goto(`${url}/`);
  await page.locator("#text").fill(words);
  await send(page, () => page.keyboard.press("Enter"));
}

/** Does what sends a form and waits for the page that answers it. */
async function send(page, act) {
  const answered = page.waitForNavigation({ waitUntil: "load" });
  await act();
  await answered;
}

const text = (page) => page.locator("main, body").first().innerText();

async function commitmentFlow(page, label) {
  await type(page, `commit Ana: check the ledger ${label} by Friday`);
  const form = page.locator("form:has([name='owner'])").last();
  check(await form.isVisible(), `${label}: “commit …” opened no form`);
  await form.locator("textarea").fill("");
  await form.evaluate((element) => element.setAttribute("novalidate", ""));
  await send(page, () => form.locator("button[name='verb']").first().click());
  const again = page.locator("form:has([name='owner'])").last();
  check(await again.isVisible(), `${label}: the form was gone after a wrong input`);
  check(/what was promised/i.test(await text(page)), `${label}: no sentence says what is wrong`);
  await again.locator("textarea").fill(`check the ledger ${label}`);
  await send(page, () => again.locator("button[name='verb']").first().click());
  await type(page, "commitments");
  check((await text(page)).includes(`check the ledger ${label}`), `${label}: the commitment is not listed`);
}

/** A first commitment in plain words, saved by a typed "yes", and feedback that is asked back once. */
async function firstDay(page) {
  await type(page, "Ana: book the demo room by 12/3");
  check(/Which one\?/.test(await text(page)), "12/3 is not asked back");
  await type(page, "1");
  check(/Save this\?/.test(await text(page)), "what will be saved is not shown");
  await type(page, "yes");
  check(/Logged\. Both of you see it/.test(await text(page)), "a typed “yes” saves nothing");
  await type(page, "commitments");
  check(/book the demo room/.test(await text(page)), "the first commitment is not listed");
  await type(page, "feedback Ana");
  const form = page.locator("form:has([name='class'])").last();
  check(/Shared[^]*Mine[^]*Record/.test(await form.innerText()), "the three classes of notes are not shown");
  await form.locator("textarea").fill("In the incident review on Tuesday you showed the timeline, and support could answer the same day.");
  await send(page, () => form.locator("button[name='verb']").first().click());
  check(/Saved\./.test(await text(page)), "feedback was not saved");
  await type(page, "kudos Jonas: great job");
  await type(page, "settings");
  const settings = page.locator("form:has([name='zone'])").last();
  check((await settings.locator("[name='language']").inputValue()) !== "", "the settings show no language");
  await settings.locator("[name='quiet']").fill("21:00-06:00");
  await send(page, () => settings.locator("button[name='verb']").first().click());
  check(/21:00/.test(await text(page)), "the quiet hours were not saved");
  check((await page.evaluate(layout)).length === 0, "a form or an answer of the first day is cut off");
  await page.screenshot({ path: join(folder, "first-day.png") });
}

/** Ana contests a figure and sees that it is being looked at. */
async function contestFlow(page) {
  await type(page, "contest");
  const form = page.locator("form:has([name='metric'])").last();
  const metric = form.locator("select[name='metric']");
  if (!(await metric.inputValue())) await metric.selectOption({ index: 1 });
  const figure = (await metric.locator("option:checked").innerText()).trim();
  await form.locator("textarea").last().fill("Two tickets of last week are missing.");
  await send(page, () => form.locator("button[name='verb']").first().click());
  await type(page, "contests");
  const list = await page.locator("li.message").last().innerText();
  check(list.includes(figure), `the contest of “${figure}” is not listed: ${list}`);
}

/** Maya has a draft put together, changes a sentence of it in the editor, looks at the difference, and lets Ana read it. */
async function draftFlow(page) {
  await type(page, "draft Ana");
  const path = await page.evaluate(() => {
    const link = [...document.querySelectorAll("a[href*='/drafts/']")].at(-1);
    return link && new URL(link.href).pathname;
  });
  check(Boolean(path), "“draft Ana” leads to no editor");
  if (!path) return;
  await inspect(page, "draft-editor", path);
  await page.locator("[name='text-0']").fill("We agreed on the plan for the ledger.");
  await send(page, () => page.locator("button[value='review']").first().click());
  check((await page.locator("ins").allInnerTexts()).join(" ").includes("We agreed on the plan for the ledger."), "the changed sentence is not shown as changed");
  await page.setViewportSize({ width: 360, height: 740 });
  const found = await page.evaluate(layout);
  check(found.length === 0, `the difference of a draft at 360 px: ${found.join("; ")}`);
  await page.screenshot({ path: join(folder, "draft-difference-360.png"), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await send(page, () => page.locator("button[value='approve']").first().click());
  check(/Approved/.test(await text(page)), "the draft was not approved");
}

/** Ana reads the summary that Maya approved, comments on it, and contests it. */
async function summaryFlow(page) {
  await type(page, "summary");
  const card = () => page.locator("li.message").last();
  check((await card().innerText()).includes("We agreed on the plan for the ledger."), "Ana does not find the approved summary");
  await send(page, () => card().getByRole("button", { name: "Comment" }).click());
  const comment = page.locator("form:has(textarea[name='text'])").last();
  await comment.locator("textarea").fill("The plan was Tom's.");
  await send(page, () => comment.locator("button[name='verb']").first().click());
  await type(page, "summary");
  check((await card().innerText()).includes("The plan was Tom's."), "Ana's comment does not stand beside the summary");
  await send(page, () => card().getByRole("button", { name: "Contest" }).click());
  const reason = page.locator("form:has(textarea[name='reason'])").last();
  await reason.locator("textarea[name='reason']").fill("We did not agree on it.");
  await send(page, () => reason.locator("button[name='verb']").first().click());
  await type(page, "summary");
  check(/contested/i.test(await card().innerText()), "the summary does not say that it is contested");
  check((await page.evaluate(layout)).length === 0, "the summary is cut off");
  await page.screenshot({ path: join(folder, "employee-summary.png") });
}

/** HR links the account whose name is known, sees it among those linked by hand, and takes it back. */
async function accountFlow(page) {
  await page.goto(`${url}/hr/accounts`);
  const row = page.getByRole("listitem").filter({ hasText: "jweber@" });
  check(/probably Jonas Weber/.test(await row.innerText()), "nobody is proposed for the account “Jonas Weber”");
  await row.getByRole("textbox").fill("nobody@lumen.example");
  page.refused = true;
  await send(page, () => row.getByRole("button").click());
  check(/Nobody who works here/.test(await text(page)), "an unknown address is not told");
  check((await row.getByRole("textbox").inputValue()) === "nobody@lumen.example", "the typed address was lost");
  page.refused = false;
  await row.getByRole("textbox").fill("jonas@lumen.example");
  await send(page, () => row.getByRole("button").click());
  check(/“Jonas Weber” is Jonas Weber/.test(await text(page)), "the account was not linked");
  await send(page, () => page.getByRole("button", { name: /Take back/ }).click());
  check(/probably Jonas Weber/.test(await text(page)), "the link was not taken back");
}

/** HR writes a nudge, checks who gets it, sends it, follows it to its end, and finds the same numbers in the report. */
async function nudgeFlow(page) {
  await page.goto(`${url}/hr/nudges/new`);
  await page.locator("#title").fill("Look over your goals");
  await page.locator("#text_en").fill("Please look over your goals by Friday.\n<!channel> **thanks**");
  await page.locator("#managers").check();
  await page.screenshot({ path: join(folder, "nudge-compose.png"), fullPage: true });
  await send(page, () => page.locator("button[value='check']").click());
  const counted = (await page.locator("#check-title").innerText()).match(/(\d+) of (\d+)/);
  check(counted && Number(counted[2]) > 0, "the check counts nobody");
  check((await page.locator("#title").inputValue()) === "Look over your goals", "the check lost what was typed");
  await page.screenshot({ path: join(folder, "nudge-check.png"), fullPage: true });
  await send(page, () => page.locator("button[value='save']").click());
  const path = new URL(page.url()).pathname;
  await inspect(page, "nudge-draft", path);
  check((await page.locator(".preview").count()) === 2, "the preview does not show both platforms");
  check(/<!channel> \*\*thanks\*\*/.test(await page.locator(".preview-slack").innerText()), "what was typed is not shown as it was typed");
  await send(page, () => page.getByRole("link", { name: "Send …" }).click());
  check(/Send to \d+ people\?/.test(await page.locator("#ask").innerText()), "nothing is asked before it is sent");
  await page.screenshot({ path: join(folder, "nudge-sure.png"), fullPage: true });
  await send(page, () => page.getByRole("button", { name: "Send it" }).click());
  check(/How far it is/.test(await text(page)), "no progress is shown");
  const numbers = () => page.evaluate(() => Object.fromEntries([...document.querySelectorAll(".numbers div")].map((one) => [one.children[0].textContent, Number(one.children[1].textContent)])));
  const end = Date.now() + 30_000;
  let account = await numbers();
  const sums = () => Object.entries(account).reduce((sum, [name, count]) => (name === "Audience" ? sum : sum + count), 0) === account.Audience;
  await page.screenshot({ path: join(folder, "nudge-progress.png"), fullPage: true });
  // Quiet hours hold messages back: then they wait, and still the account adds up.
  while (Date.now() < end && account["Still to go"] === account.Audience) {
    check(sums(), `the account does not add up: ${JSON.stringify(account)}`);
    await page.waitForTimeout(1000);
    await page.goto(url + path);
    account = await numbers();
  }
  check(account.Audience === Number(counted?.[2]) && sums(), `the account does not add up: ${JSON.stringify(account)}`);
  await inspect(page, "nudge-progress-page", path);
  account = await numbers();
  const report = await page.request.get(`${url}${path}/report.csv`);
  const lines = (await report.text()).trim().split("\r\n").slice(1);
  check(lines.length === account.Audience, `the report has ${lines.length} lines for an audience of ${account.Audience}`);
  check(lines.filter((line) => line.includes(",Sent,")).length === account.Sent, "the report counts other messages as sent than the page");
  await inspect(page, "nudges", "/hr/nudges");
  return path;
}

await waitForServer();
const maya = await signIn("Maya Brandt");
check(/Ana Sousa/.test(await text(maya)), "Maya's chat does not show the brief about Ana");
const briefPath = await maya.evaluate(() => {
  const link = [...document.querySelectorAll("a[href*='/brief/']")].at(-1);
  return link && new URL(link.href).pathname;
});
check(Boolean(briefPath), "the brief's card has no link to the full page");
await inspect(maya, "manager-chat", "/");
await inspect(maya, "manager-team", "/team");
await inspect(maya, "manager-me", "/me");
await inspect(maya, "manager-goals", "/goals");
check(/Invoices created by the new ledger/.test(await text(maya)), "Maya's tree of goals lacks a goal of her report");
if (briefPath) await inspect(maya, "manager-brief-page", briefPath);
await inspect(maya, "governance", "/governance");
await type(maya, "help");
check(/commitments/.test(await text(maya)), "help does not name commitments");
await type(maya, "gaols");
check(/goals/.test(await text(maya)), "a typo gets no “did you mean”");
await commitmentFlow(maya, "with script");
await maya.screenshot({ path: join(folder, "manager-commitments.png"), fullPage: true });
await draftFlow(maya);
await firstDay(maya);
await inspect(maya, "drafts", "/drafts");
await type(maya, "home");
check(/Your team \(5\)/.test(await text(maya)), "Maya's home card does not show her team");
await inspect(maya, "manager-home-card", "/");
await send(maya, () => maya.getByRole("button", { name: "What is held about me" }).last().click());
check(/Held about you|What is held/i.test(await text(maya)), "a button of the home card is not answered");

const ana = await signIn("Ana Sousa");
check(/Maya Brandt/.test(await text(ana)), "Ana's chat does not show her mirror");
await inspect(ana, "employee-chat", "/");
await inspect(ana, "employee-me", "/me");
await inspect(ana, "employee-goals", "/goals");
check(/at risk/.test(await text(ana)), "Ana's tree of goals does not say what is at risk");
if (briefPath) await inspect(ana, "employee-brief-page", briefPath);
await type(ana, "home");
await inspect(ana, "employee-home-card", "/");
check(!/Your team/.test(await text(ana)), "Ana's home card shows a team");
await contestFlow(ana);
await summaryFlow(ana);
ana.refused = true;
check((await ana.goto(`${url}/hr/accounts`)).status() === 404, "Ana at /hr/accounts does not get the page that is absent");
check((await ana.goto(`${url}/team`)).status() === 404, "Ana at /team does not get the page that is absent");
check(!/spring meetup/.test(await text(ana)), "Ana sees Maya's private note");

const hanna = await signIn("Hanna Vogel");
await inspect(hanna, "hr-chat", "/");
await inspect(hanna, "hr-page", "/hr");
await inspect(hanna, "hr-goals", "/goals");
check(/titles and progress/.test(await text(hanna)), "HR is not told that it sees titles and progress only");
await inspect(hanna, "hr-accounts", "/hr/accounts");
await inspect(hanna, "hr-drafts", "/hr/drafts");
await inspect(hanna, "delivery", "/delivery");
await accountFlow(hanna);
await inspect(hanna, "nudge-new", "/hr/nudges/new");
const nudgePath = await nudgeFlow(hanna);
for (const path of [nudgePath, `${nudgePath}/report.csv`, "/hr/nudges/new"]) {
  check((await ana.request.get(url + path)).status() === 404, `Ana at ${path} does not get the page that is absent`);
  check((await maya.request.get(url + path)).status() === 404, `Maya at ${path} does not get the page that is absent`);
}
await type(hanna, "home");
await inspect(hanna, "hr-home-card", "/");
hanna.refused = true;
if (briefPath) check((await hanna.goto(url + briefPath)).status() === 404, "HR opened a brief without break-glass");

const plain = await signIn("Maya Brandt", { javaScriptEnabled: false });
await type(plain, "goals");
check(/goals|Goals/.test(await text(plain)), "without script “goals” is not answered");

await plain.goto(`${url}/me`);
await send(plain, () => plain.getByRole("button", { name: "Sign out everywhere" }).click());
check(new URL(plain.url()).pathname === "/sign-in", "“Sign out everywhere” does not end at the sign-in");
await maya.goto(`${url}/me`);
check(new URL(maya.url()).pathname === "/sign-in", "“Sign out everywhere” left another session open");

await browser.close();
for (const problem of problems) console.log(`FAIL ${problem}`);
console.log(`${checks} checks, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
