/**
 * When to save, as a state machine without a DOM.
 *
 * States: `clean`, `dirty` (a timer runs), `saving`, `failed` (tried again by itself when the
 * server was out of reach, else at the next change), `conflict` (waits for a decision).
 */

export const DELAY = 1500;
export const RETRIES = [5_000, 15_000, 60_000];

export class Saver {
  #timer;
  #tries = 0;
  #again = false;
  #running = null;

  /**
   * @param {{send: () => Promise<any>, changed: (state: string, detail?: any) => void,
   *   timers?: {setTimeout: Function, clearTimeout: Function}}} options `send` rejects with an
   *   error that has `status`: 0 = out of reach, 409 = conflict
   */
  constructor({ send, changed, timers = globalThis }) {
    Object.assign(this, { send, changed, timers, state: "clean" });
  }

  /** Whether something typed is not yet known to the server. */
  get unsaved() {
    return this.state !== "clean";
  }

  /** Somebody typed. */
  edited() {
    if (this.state === "conflict") return;
    this.#tries = 0;
    if (this.state === "saving") this.#again = true;
    else this.#become("dirty", DELAY);
  }

  /** Save at once if anything is unsaved. @returns {Promise<void>} settled when nothing runs */
  async saveNow() {
    if (this.state === "dirty" || this.state === "failed") this.#start();
    await this.idle();
  }

  /** Wait for the running request, then stop the clock: the form itself is being sent. */
  async stop() {
    this.#again = false;
    await this.#running;
    this.timers.clearTimeout(this.#timer);
  }

  async idle() {
    while (this.#running) await this.#running;
  }

  #start() {
    this.timers.clearTimeout(this.#timer);
    this.#again = false;
    this.#become("saving");
    this.#running = this.#run().finally(() => (this.#running = null));
  }

  async #run() {
    try {
      this.#saved(await this.send());
    } catch (error) {
      this.#failed(error);
    }
  }

  #saved(answer) {
    this.#tries = 0;
    if (this.#again) this.#become("dirty", DELAY, answer);
    else this.#become("clean", undefined, answer);
  }

  #failed(error) {
    if (error.status === 409) return this.#become("conflict", undefined, error);
    const temporary = error.status === 0 || error.status >= 500;
    const pause = temporary ? RETRIES[Math.min(this.#tries++, RETRIES.length - 1)] : undefined;
    this.#become("failed", this.#again ? DELAY : pause, error);
  }

  #become(state, delay, detail) {
    this.state = state;
    this.timers.clearTimeout(this.#timer);
    if (delay !== undefined) this.#timer = this.timers.setTimeout(() => this.#start(), delay);
    this.changed(state, detail);
  }
}
