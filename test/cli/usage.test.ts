import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SMALL, stampede } from "./stampede.ts";

describe("the command", () => {
  it("says its version", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(stampede(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("groups its commands in the help, and shows it with status 2 when nothing is asked", () => {
    const { status, stdout } = stampede(["--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Simulate:\n {2}run .*[\s\S]*^ {2}book .*[\s\S]*^Reference:\n {2}schema /m);
    expect(stampede([])).toEqual({ status: 2, stdout: "", stderr: stdout });
  });

  it.each(["run", "book", "schema"])("explains %s", (name) => {
    for (const args of [
      [name, "--help"],
      ["help", name],
    ]) {
      const { status, stdout } = stampede(args);
      expect(status).toBe(0);
      expect(stdout).toMatch(new RegExp(`^Usage: stampede ${name} `));
    }
  });

  it.each([
    [["rnu"], "stampede: unknown command 'rnu'\n(Did you mean run?)\n"],
    [["run", SMALL, "--sed", "1"], "stampede: unknown option '--sed'\n(Did you mean"],
    [["run", SMALL, "--sead", "1"], "stampede: unknown option '--sead'\n(Did you mean --seed?)\n"],
    [["run"], "stampede: missing required argument 'config'\n"],
    [["run", SMALL, SMALL], "stampede: too many arguments for 'run'"],
    [["run", SMALL, "--seed", "1.5"], "argument '1.5' is invalid. Expected a whole number of 0 or more."],
    [["run", SMALL, "--set", "seed"], "argument 'seed' is invalid. Expected path=value"],
  ])("%j is bad usage", (args, message) => {
    const { status, stdout, stderr } = stampede(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});
