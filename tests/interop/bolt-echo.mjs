// The least that a Slack app made with Bolt does: check the signature and acknowledge with the words of the command. The benchmark `commands`
// measures it beside the bot; it prints its port and runs until it is killed.
import bolt from "@slack/bolt";

const app = new bolt.App({
  receiver: new bolt.HTTPReceiver({ signingSecret: process.env.BOLT_SECRET, endpoints: "/slack/commands", logLevel: "error" }),
  authorize: async () => ({ botToken: "xoxb-0", botId: "B0", botUserId: "U0" }),
  logLevel: "error",
});

for (const name of ["/goals", "/commitments"]) {
  app.command(name, async ({ ack, command }) => {
    await ack(`${command.command} of ${command.user_id}`);
  });
}

const server = await app.start({ port: 0, host: "127.0.0.1" });
console.log(server.address().port);
