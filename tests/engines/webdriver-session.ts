interface Reply {
  readonly value: unknown;
}

/** As much of the WebDriver protocol as driving one window takes. */
export class WebDriverSession {
  readonly #base: string;

  private constructor(base: string) {
    this.#base = base;
  }

  static async open(driver: string, capabilities: object): Promise<WebDriverSession> {
    const answered = await ask('POST', `${driver}/session`, {
      capabilities: { alwaysMatch: capabilities },
    });
    const { sessionId } = answered as { sessionId: string };
    const session = new WebDriverSession(`${driver}/session/${sessionId}`);
    await ask('POST', `${session.#base}/timeouts`, { script: 600_000, pageLoad: 60_000 });
    return session;
  }

  async goto(url: string): Promise<void> {
    await ask('POST', `${this.#base}/url`, { url });
  }

  async run<T>(expression: string): Promise<T> {
    const script = `const done = arguments[0];
      (async () => JSON.stringify((await (${expression})) ?? null))()
        .then((json) => done({ json }), (error) => done({ error: String(error) }));`;
    const said = (await ask('POST', `${this.#base}/execute/async`, { script, args: [] })) as {
      json?: string;
      error?: string;
    };
    if (said.json === undefined) throw new Error(said.error ?? 'it threw');
    return JSON.parse(said.json) as T;
  }

  async close(): Promise<void> {
    await ask('DELETE', this.#base);
  }
}

async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  const { value } = (await response.json()) as Reply;
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}
