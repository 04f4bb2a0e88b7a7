/** Whatever stands in a sweep file, it is a plan or told in words: never a crash of the loader. */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { edited, SweepFolder } from "./sweep-file-fixture.ts";

const folder = new SweepFolder();
afterAll(() => folder.remove());

const TEXT = `${edited(["seeds: 3", "  clearing.pit.margin.ratio: { expression: 1 + rate }\nseeds: [3, 4]"])}set: { venues.pit.tick: 0.02 }
without: [momentum]
series: { tables: [venues], points: [1] }
fork: none
randomNumbers: common
`;

const TOKENS = TEXT.split(/([\s,:[\]{}]+)/);
const WORDS = [
  ..."null true 0 -1 1e308 .inf .nan 5% 1d 90m 2026-01-30T15:00Z [] {} [1,2] ~".split(" "),
  ..."grid list sobol saltelli morris values min max mean sd distribution normal integer lognormal levels as points".split(
    " ",
  ),
  ..."expression shocks.0.size shocks shocks.0 clearing.pit populations seed without params.x pit clearing..pit . *a &a".split(
    " ",
  ),
  ..."clearing.pit.margin.steps.0.add clearing.pit.notice =rate constructor __proto__ { } [ ]".split(" "),
  "{ kind: fixed, maintenance: 9% }",
  "[{ shocks.0.size: 3 }]",
];

const change = fc.record({
  at: fc.nat(TOKENS.length - 1),
  word: fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...TOKENS), fc.string({ maxLength: 6 })),
});

test("files with words changed, left out or moved are plans or told in words", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const tokens = [...TOKENS];
      for (const { at, word } of changes) tokens[at] = word;
      const said = await folder.said(tokens.join(""));
      for (const line of said) expect(line).toMatch(/^(\S+:\d+:\d+|\S.*) {2}\S/);
    }),
    { numRuns: 300 },
  );
}, 120_000);
