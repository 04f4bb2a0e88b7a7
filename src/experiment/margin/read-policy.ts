/** The policy that a command line asks for, checked by the schema that scenarios are checked by. */
import { z } from "zod";
import { venueClearingConfig } from "../../clearing/config.ts";
import { policyFaults } from "../../clearing/margin/policy-faults.ts";
import { type MarginPolicyConfig, marginPolicyConfig, riskTerms } from "../../clearing/margin/registry.ts";
import { TEN_YEARS } from "../../clearing/margin/tools/reference-rate.ts";
import { type MarginToolConfig, marginToolConfig } from "../../clearing/margin/tools/registry.ts";
import { loadScenario, mathjsParser, type Problem, parseScenario, ScenarioError } from "../../scenario/index.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import { UsageError } from "../usage-error.ts";
import { type Part, partYaml, readParts } from "./policy-words.ts";

export interface PolicyRequest {
  /** `ewma:lambda=0.97`, or a map in YAML; EWMA unless given. */
  readonly model?: string;
  /** `floor,buffer:share=30%`, or a list in YAML. */
  readonly tools?: string;
  /** A scenario whose policy it is, and of which venue. */
  readonly scenario?: string;
  readonly venue?: string;
  /** What is covered, where neither model nor scenario says it: a fraction, and trading days. */
  readonly confidence?: number;
  readonly holding?: number;
  readonly multiplier?: number;
}

/** A policy, what it is to be held against, and the contract. */
export interface ReadPolicy {
  readonly config: MarginPolicyConfig;
  readonly confidence: number;
  readonly holding: number;
  readonly multiplier: number;
  readonly notice: number | null;
  readonly warnings: readonly string[];
}

/** Tools whose rate comes from the long run. */
const LONG_RUN = ["floor", "buffer", "stressed", "cap"];
/** Models with a confidence of their own. */
const RISK_MODELS = ["ewma", "historical", "filtered", "span"];

const asked = z.strictObject({ margin: marginPolicyConfig, tools: z.array(marginToolConfig).optional() });

/**
 * Reads a policy for a history of `known` settlements. Where a tool says nothing of its long run and ten years are not known
 * twice over, half of what is known is taken, with a warning. Throws a ScenarioError or a UsageError.
 */
export async function readPolicy(request: PolicyRequest, known: number): Promise<ReadPolicy> {
  const warnings: string[] = [];
  const problems: Problem[] = [];
  const base = request.scenario === undefined ? ownModel(request, problems) : await scenarioModel(request);
  const tools = readTools(request.tools, known, warnings, problems);
  if (base === null || problems.length > 0) throw new ScenarioError(problems);
  const config = { ...base.config, ...joined(base.config.tools, tools) } as MarginPolicyConfig;
  const faults = policyFaults(config, known);
  if (faults.length > 0) throw new ScenarioError(faults.map(({ path, message }) => problemOf(request, path, message)));
  const terms = riskTerms(config);
  const own = "confidence" in config;
  return {
    config,
    confidence: (own ? undefined : request.confidence) ?? terms.confidence,
    holding: (own ? undefined : request.holding) ?? terms.holding,
    multiplier: request.multiplier ?? base.multiplier,
    notice: base.notice,
    warnings,
  };
}

const joined = (own: readonly MarginToolConfig[] | undefined, more: readonly MarginToolConfig[]) =>
  own === undefined && more.length === 0 ? {} : { tools: [...(own ?? []), ...more] };

interface BaseModel {
  readonly config: MarginPolicyConfig;
  readonly multiplier: number;
  readonly notice: number | null;
}

function ownModel({ model = "ewma", confidence, holding }: PolicyRequest, problems: Problem[]): BaseModel | null {
  const parts = model.trimStart().startsWith("{") ? null : readParts(model);
  if (parts !== null && parts.length !== 1)
    throw new UsageError(`--model ${model}: expected one model; tools have --tools`);
  if (parts === null && !model.trimStart().startsWith("{"))
    throw new UsageError(`--model ${model}: expected a name and its settings, such as ewma:lambda=0.97,confidence=99%`);
  const text = parts === null ? model : partYaml(withTerms(parts[0], { confidence, holding }));
  const parsed = parse(`margin: ${text}`, "margin", `--model ${model}`, problems);
  return parsed === null ? null : { config: parsed.margin, multiplier: 1, notice: null };
}

/** The part with what `--confidence` and `--holding` say, where it does not say it itself. */
function withTerms(part: Part, terms: Readonly<Record<string, number | undefined>>): Part {
  if (!RISK_MODELS.includes(part.kind)) return part;
  const said = new Set(part.settings.map(([key]) => key));
  const more = Object.entries(terms).filter(([key, value]) => value !== undefined && !said.has(key));
  return { ...part, settings: [...part.settings, ...more.map(([key, value]) => [key, String(value)] as const)] };
}

async function scenarioModel({ scenario: file, venue, model }: PolicyRequest): Promise<BaseModel> {
  if (model !== undefined) throw new UsageError("--model and --scenario both say what the policy is: give one of them");
  const { scenario } = await loadScenario(file as string);
  const name = venue ?? scenario.main;
  const names = Object.keys(scenario.venues);
  if (!names.includes(name)) {
    const hint = suggest(name, names);
    throw new UsageError(`${file} has no venue ${JSON.stringify(name)}${hint === "" ? "" : `; ${hint}`}`);
  }
  const { margin, notice } = scenario.clearing[name] ?? venueClearingConfig.parse({});
  return { config: margin, multiplier: scenario.venues[name].multiplier, notice: notice ?? null };
}

function readTools(
  text: string | undefined,
  known: number,
  warnings: string[],
  problems: Problem[],
): MarginToolConfig[] {
  if (text === undefined || text.trim() === "") return [];
  const parts = text.trimStart().startsWith("[") ? null : readParts(text);
  if (parts === null && !text.trimStart().startsWith("["))
    throw new UsageError(`--tools ${text}: expected names and their settings, such as floor,buffer:share=25%`);
  const list =
    parts === null ? text : `[${parts.map((part) => partYaml(part, ownLongRun(part, known, warnings))).join(", ")}]`;
  return parse(`margin: { kind: ewma }\ntools: ${list}`, "tools", `--tools ${text}`, problems)?.tools ?? [];
}

/** Days of the long run for a tool that says nothing of them, where the history is short. */
function ownLongRun({ kind, settings }: Part, known: number, warnings: string[]): string[] {
  const said = new Set(settings.map(([key]) => key));
  if (!LONG_RUN.includes(kind) || said.has("days") || said.has("rate") || known > 2 * TEN_YEARS) return [];
  const days = Math.max(20, Math.floor((known - 1) / 2));
  warnings.push(
    `${kind}: the long run is half of the history, ${days} trading days (ten years, ${TEN_YEARS}, where twice as many are known; ${kind}:days=N takes others)`,
  );
  const window = kind === "stressed" && !said.has("window") && days < 60 ? [`window: ${days}`] : [];
  return [`days: ${days}`, ...window];
}

/** Parses the text; what is wrong is told of the option that it came from, and the answer is then null. */
function parse(
  text: string,
  key: "margin" | "tools",
  option: string,
  problems: Problem[],
): z.output<typeof asked> | null {
  try {
    return parseScenario(text, { schema: asked, file: option, parser: mathjsParser }).scenario;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    for (const problem of error.problems)
      problems.push({ ...problem, line: 0, column: 0, path: problem.path.replace(new RegExp(`^${key}\\.?`), "") });
    return null;
  }
}

function problemOf({ model, tools, scenario }: PolicyRequest, path: readonly string[], message: string): Problem {
  const option =
    scenario ?? (path[0] === "tools" && tools !== undefined ? `--tools ${tools}` : `--model ${model ?? "ewma"}`);
  return { file: option, line: 0, column: 0, path: path.join("."), message, hint: "" };
}
