import {AvatarError} from '../errors/avatar-error.js';

/** What a schema says of a value: the value as the tool gets it, or what is wrong. */
export type SchemaResult<Output> =
  {readonly value: Output; readonly issues?: undefined} | {readonly issues: readonly SchemaIssue[]};

/** One thing that is wrong with a value, and where in it. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | {readonly key: PropertyKey})[] | undefined;
}

/** A schema of any library that implements Standard Schema v1, such as Zod, Valibot or ArkType. Source: standardschema.dev. */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: {readonly input: unknown; readonly output: Output} | undefined;
  };
}

/** A function of the page that the avatar's agent may call. */
export interface Tool<Parameters = Record<string, unknown>> {
  /** What the tool does, for whoever sets the agent up: it is not sent to the agent, whose provider has its own description. */
  description?: string | undefined;
  /** Checks what the agent calls the tool with. Default: unset; `run` then gets any object, as the agent sent it. */
  parameters?: StandardSchema<Parameters> | undefined;
  /**
   * Does the work. What it returns or resolves with is the agent's result: a text as it is, anything else as JSON, up to
   * 12,000 bytes. The signal aborts when the session ends, the tool is removed or the time is over: 20 s, `timeouts.tool`.
   */
  run: (parameters: Parameters, context: {signal: AbortSignal}) => unknown;
}

/** A tool that is registered. Types of parameters end at the schema. */
export interface RegisteredTool {
  readonly tool: Tool<unknown>;
  /** Aborts when the tool is removed. */
  readonly removal: AbortController;
}

/** The registered tools, by name. */
export type Tools = Map<string, RegisteredTool>;

/** What became of a call: what the agent is told, and what the page is. */
export interface ToolOutcome {
  /** What the agent gets. */
  readonly answer: string;
  /** Why it did not work, or `null`. */
  readonly error: AvatarError | null;
  /** The parameters, as the tool got them. */
  readonly parameters: unknown;
}

/** Registers a tool in place of the one that has the name. Returns the function that removes it again. Throws `bad-config`. */
export function addTool<P>(tools: Tools, name: string, tool: Tool<P>): () => void {
  const {run, parameters} = Object(tool) as Partial<Tool<P>>;
  const isChecked = !parameters || typeof parameters['~standard']?.validate === 'function';
  if (!name || typeof name !== 'string' || typeof run !== 'function' || !isChecked) {
    throw new AvatarError(
      'bad-config',
      'A tool needs a name, a function run, and parameters of a Standard Schema or none.',
    );
  }
  const registered = {tool: tool as Tool<unknown>, removal: new AbortController()};
  tools.get(name)?.removal.abort();
  tools.set(name, registered);
  return () => {
    if (tools.get(name) === registered) tools.delete(name);
    registered.removal.abort();
  };
}
