// Both app manifests, as the program writes them, against the vendors' official schemas, where these are at hand
// (PERFSIGNAL_CONTRACTS, a folder with teams-app-manifest/ and slack-manifest/); says so when they are not.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import Ajv4 from "ajv-draft-04";

const root = new URL("../..", import.meta.url).pathname;
const schemas = process.env.PERFSIGNAL_CONTRACTS ?? "";
const bot = join(root, "src/PerfSignal.Bot/bin/Debug/net10.0/PerfSignal.Bot.dll");
const folder = mkdtempSync(join(tmpdir(), "perfsignal-manifest-"));
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
let checks = 0;
const problems = [];

function hold(what, validate, value) {
  checks += 1;
  if (!validate(value)) {
    problems.push(`${what}: ${validate.errors.map((e) => `${e.instancePath} ${e.message}`).join("; ")}`);
  }
}

/** A check that accepts everything proves nothing: each schema has to refuse a manifest with something broken. */
function refuse(what, validate, value) {
  checks += 1;
  if (validate(value)) {
    problems.push(`${what}: was accepted, although it is broken`);
  }
}

try {
  const env = {
    ...process.env,
    Teams__AppId: "11111111-2222-3333-4444-555555555555",
    Web__PublicUrl: "https://perf.example.org",
  };
  const zip = join(folder, "teams.zip");
  execFileSync("dotnet", [bot, "package", "teams", zip], { env });
  execFileSync("dotnet", [bot, "package", "slack", join(folder, "slack.json")], { env });
  execFileSync("python3", ["-m", "zipfile", "-e", zip, folder]);
  const files = execFileSync("python3", ["-c", "import sys,zipfile;print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))", zip]);
  checks += 1;
  const names = files.toString().trim().split("\n").sort().join(" ");
  if (names !== "color.png de.json manifest.json outline.png") {
    problems.push(`the package holds ${names}`);
  }

  if (!existsSync(join(schemas, "teams-app-manifest"))) {
    console.log("The official schemas of the manifests are not at hand (PERFSIGNAL_CONTRACTS): only the package's files were checked.");
  } else {
    const draft4 = new Ajv4({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
    const teams = draft4.compile(read(schemas, "teams-app-manifest/MicrosoftTeams.schema.v1.23.json"));
    const words = draft4.compile(read(schemas, "teams-app-manifest/MicrosoftTeams.Localization.schema.json"));
    const manifest = read(folder, "manifest.json");
    hold("manifest.json", teams, manifest);
    hold("de.json", words, read(folder, "de.json"));
    refuse("manifest.json with a wrong id", teams, { ...manifest, id: "perfsignal" });
    refuse("manifest.json with a name that is too long", teams, { ...manifest, name: { short: "x".repeat(31), full: "x" } });
    refuse("manifest.json with a key of nobody's", teams, { ...manifest, more: 1 });
    refuse("de.json without a name", words, { "description.short": "x", "description.full": "x" });
    const newest = new Ajv4({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile({
      ...read(schemas, "teams-app-manifest/MicrosoftTeams.schema.json"),
      id: undefined,
    });
    hold("manifest.json as version 1.30", newest, {
      ...manifest,
      $schema: manifest.$schema.replace("v1.23", "v1.30"),
      manifestVersion: "1.30",
    });
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const slack = ajv.compile(read(schemas, "slack-manifest/manifest.schema.1.0.0.json"));
    const app = read(folder, "slack.json");
    hold("slack.json", slack, app);
    refuse("slack.json with a command without slash", slack, {
      ...app,
      features: { ...app.features, slash_commands: [{ command: "goals", description: "x" }] },
    });
    refuse("slack.json with a key of nobody's", slack, { ...app, more: 1 });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

problems.forEach((problem) => console.log(problem));
console.log(`${checks} checks, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
