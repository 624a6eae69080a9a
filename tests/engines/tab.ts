/** What a job does in a browser, whichever it is, and no more. */
export interface Tab {
  open(address: string): Promise<void>;
  back(): Promise<void>;
  reload(): Promise<void>;
  /** Presses keys together, each by its name in `KeyboardEvent.key`; for `Control` it is Command on a Mac. */
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Clicks the element that the browser itself gives this role and this accessible name. */
  click(role: string, name: string): Promise<void>;
  /** What a function finds in the page by a text; it sees nothing of what stands around it. */
  read<Found>(find: (text: string) => Found, text?: string): Promise<Found>;
  close(): Promise<void>;
}

const DEADLINE_MS = 10_000;
const PAUSE_MS = 20;

/** Does something again until it throws nothing; past the deadline, what it threw last is thrown. */
export async function eventually<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    }
  }
}
