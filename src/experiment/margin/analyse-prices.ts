/** Everything that `stampede margin PRICES` works out. */
import { readDatedValues } from "./dated-values.ts";
import { type MarginReport, marginReport } from "./margin-report.ts";
import { checkPrices } from "./price-gaps.ts";
import { type PolicyRequest, readPolicy } from "./read-policy.ts";

/** Reads prices (columns `date` and `close`) and policy, and holds one against the other. Throws for what is wrong with either. */
export async function analysePrices(file: string, request: PolicyRequest): Promise<MarginReport> {
  const prices = readDatedValues(file, "close");
  const warnings = [...prices.warnings, ...checkPrices(prices)];
  const policy = await readPolicy(request, prices.values.length);
  const overlapping =
    policy.holding > 1
      ? [
          `losses over ${policy.holding} days overlap, so that breaches come together: the tests say less than their p-values`,
        ]
      : [];
  return marginReport(prices, policy, [...warnings, ...policy.warnings, ...overlapping]);
}
