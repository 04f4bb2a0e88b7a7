import { build } from "esbuild";
import { expect, test } from "vitest";

test("compiling a scenario needs nothing of Node", async () => {
  const bundle = async (file: string) => {
    const entryPoints = [new URL(`../../src/scenario/${file}`, import.meta.url).pathname];
    const options = {
      entryPoints,
      bundle: true,
      write: false,
      platform: "browser",
      format: "esm",
      metafile: true,
    } as const;
    return (await build({ ...options, logLevel: "silent" })).metafile;
  };
  const { inputs } = await bundle("parse-scenario.ts");
  const own = Object.keys(inputs).filter((path) => path.includes("src/scenario/"));
  expect(own.some((path) => path.endsWith("validate.ts"))).toBe(true);
  expect(own.filter((path) => /disk-files|load\.ts|mathjs\.ts/.test(path))).toEqual([]);
  expect(Object.keys(inputs).filter((path) => path.includes("node_modules/mathjs"))).toEqual([]);
  await expect(bundle("load.ts")).rejects.toThrow(/node:fs/);
});
