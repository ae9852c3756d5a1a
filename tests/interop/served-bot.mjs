// The built service on a free port of this machine with a small company of its own, for checks that talk to it as Teams does.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dll = process.env.PERFSIGNAL_DLL ?? fileURLToPath(new URL("../../src/PerfSignal.Bot/bin/Debug/net10.0/PerfSignal.Bot.dll", import.meta.url));
export const tenant = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0001";
export const app = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0002";
export const maya = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0010";
export const ana = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0020";

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const people = `email,name,manager_email,role_family,level,department,location,time_zone,hire_date,teams_user_id
maya@example.com,Maya Okafor,,engineering,manager,Platform,Berlin,Etc/UTC,2020-01-01,${maya}
ana@example.com,Ana Sousa,maya@example.com,engineering,individual,Platform,Berlin,Etc/UTC,2022-03-01,${ana}
zoe@example.com,Zoe Zander,,engineering,individual,Platform,Berlin,Etc/UTC,2022-03-01,
`;

/** Starts the service with these settings on top of its own and these files imported; `stop` ends it and removes what it kept. */
export async function serve(settings, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), "perfsignal-served-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // Also where a check fails, or is stopped, before it ends the service.
  process.on("exit", remove);
  const database = join(folder, "perfsignal.db");
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = { ...process.env, Database__ConnectionString: `Data Source=${database}`, ...settings };
  writeFileSync(join(folder, "people.csv"), people);
  execFileSync("dotnet", [dll, "migrate"], { env });
  execFileSync("dotnet", [dll, "import", "people", join(folder, "people.csv")], { env });
  for (const [what, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${what}.csv`), text);
    execFileSync("dotnet", [dll, "import", what, join(folder, `${what}.csv`)], { env });
  }
  const child = spawn("dotnet", [dll, "serve", "--urls", url], { env });
  process.prependListener("exit", () => child.kill());
  const ended = new Promise((resolve) => child.on("exit", resolve));
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (log += text));
  const stop = async () => {
    child.kill();
    await ended;
    remove();
  };
  const end = Date.now() + 60_000;
  while (!(await fetch(`${url}/healthz/ready`).then((r) => r.ok, () => false))) {
    if (Date.now() > end || child.exitCode !== null) {
      await stop();
      throw new Error(`the service was not ready within 60 s:\n${log.slice(-3000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    stop,
    log: () => log,
    deliver: (body, headers = {}) =>
      fetch(`${url}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: Buffer.isBuffer(body) ? body : JSON.stringify(body),
      }),
    /** What a query finds, as rows of an array each. */
    rows: (sql) =>
      JSON.parse(
        execFileSync("python3", ["-c", "import json,sqlite3,sys;print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))", database, sql], {
          encoding: "utf8",
        }),
      ),
    /** Resident memory in MB, now and at its highest. */
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      const read = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)[1]) / 1024);
      return { now: read("VmRSS"), most: read("VmHWM") };
    },
  };
}

let activities = 0;
/** An activity in somebody's personal conversation as Teams writes it, with an id of its own. */
export const activity = (serviceUrl, user, type, more = {}) => ({
  type,
  id: `f:${(activities += 1)}`,
  timestamp: new Date().toISOString(),
  channelId: "msteams",
  serviceUrl,
  from: { id: `29:${user}`, name: "Somebody", aadObjectId: user },
  recipient: { id: `28:${app}`, name: "PerfSignal" },
  conversation: { id: `a:${user}`, conversationType: "personal", tenantId: tenant },
  channelData: { tenant: { id: tenant } },
  locale: "en-GB",
  ...more,
});
