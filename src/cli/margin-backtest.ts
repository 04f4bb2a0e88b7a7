/** `stampede margin --backtest`: whether breaches are as many as promised. */
import { InvalidArgumentError } from "commander";
import { type KupiecTest, kupiec } from "../analysis/margin/kupiec.ts";
import { UsageError } from "./errors.ts";
import { align } from "./figures.ts";
import { confidenceOf } from "./margin.ts";
import type { MarginAnswer } from "./margin-answer.ts";

const FORM = "--backtest takes BREACHES N CONFIDENCE, such as --backtest 4 250 99%";

/** Kupiec's test of the three values as they were written. Throws a UsageError for what cannot be. */
export function backtestAnswer(values: readonly string[]): MarginAnswer {
  if (values.length !== 3) throw new UsageError(`${FORM}; got ${values.join(" ")}`);
  const [breaches, observations] = values.slice(0, 2).map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN));
  if (!Number.isSafeInteger(breaches) || !Number.isSafeInteger(observations) || observations < 1)
    throw new UsageError(`${FORM}: expected whole numbers, N of 1 or more, got ${values[0]} and ${values[1]}`);
  if (breaches > observations)
    throw new UsageError(`${FORM}: ${breaches} breaches in ${observations} days are more than can be`);
  const confidence = confidenceIn(values[2]);
  const test = kupiec(breaches, observations, confidence);
  return {
    json: {
      breaches,
      observations,
      confidence,
      breachRate: breaches / observations,
      kupiec: test.statistic,
      pValue: test.pValue,
      oneSidedPValue: test.oneSided,
    },
    lines: lines(breaches, observations, confidence, test),
  };
}

function confidenceIn(text: string): number {
  try {
    return confidenceOf(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError(`${FORM}: expected a confidence above 0% and below 100%, got ${text}`);
  }
}

function lines(breaches: number, observations: number, confidence: number, test: KupiecTest): string[] {
  const promised = Number(((1 - confidence) * observations).toPrecision(4));
  return [
    `${breaches} breaches in ${observations} days, ${promised} promised at ${Number((confidence * 100).toPrecision(6))}%`,
    ...align(
      [
        ["Kupiec", test.statistic.toFixed(5), `p = ${test.pValue.toFixed(5)}`, "too many or too few"],
        ["", "", `p = ${test.oneSided.toFixed(5)}`, "too many"],
      ],
      ["left", "right", "left", "left"],
    ),
  ];
}
