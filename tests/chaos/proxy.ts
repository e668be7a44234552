import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What a link does. `pass`: nothing special. `delay`: every piece waits so many milliseconds, each way. `drop`: connections
 * are cut and new ones are cut as they come. `black_hole`: everything is taken and nothing arrives, either way.
 * `half_open`: what the caller says arrives, and no answer comes back.
 */
export type LinkState =
  | { readonly kind: 'pass' | 'drop' | 'black_hole' | 'half_open' }
  | { readonly kind: 'delay'; readonly milliseconds: number };

/** A link between two processes that can be spoiled. */
export type LinkProxy = {
  readonly port: number;
  /** The same address with this link in between. */
  readonly through: (url: string) => string;
  readonly become: (state: LinkState) => void;
  /** Back to `pass`: what was held back goes on its way, as after a real partition. */
  readonly heal: () => void;
  /** Connections that were taken so far. */
  readonly taken: () => number;
  readonly stop: () => Promise<void>;
};

/** More connections than this at once are cut: a test must not eat the machine. */
const mostConnections = 500;

/**
 * A TCP proxy on loopback, in this process. Nothing is buffered here beyond what a socket holds: a direction that is held
 * back is simply not read, so that the kernel keeps the bytes and slows the sender down.
 */
export async function startProxy(target: { readonly host: string; readonly port: number }): Promise<LinkProxy> {
  let state: LinkState = { kind: 'pass' };
  let taken = 0;
  const pairs = new Set<{ readonly caller: Socket; readonly server: Socket }>();

  /** Which directions are held back now. */
  function hold({ caller, server }: { readonly caller: Socket; readonly server: Socket }): void {
    if (state.kind === 'black_hole') caller.pause();
    else caller.resume();
    if (state.kind === 'black_hole' || state.kind === 'half_open') server.pause();
    else server.resume();
  }

  function carry(from: Socket, to: Socket): void {
    from.on('data', (piece) => {
      const send = () => {
        if (to.destroyed) return;
        if (to.write(piece)) return;
        from.pause();
        to.once('drain', () => refresh());
      };
      if (state.kind === 'delay') setTimeout(send, state.milliseconds).unref();
      else send();
    });
    from.on('end', () => {
      if (state.kind === 'delay') setTimeout(() => to.end(), state.milliseconds).unref();
      else to.end();
    });
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }

  function refresh(): void {
    for (const pair of pairs) {
      if (state.kind === 'drop') cut(pair);
      else hold(pair);
    }
  }

  function cut({ caller, server }: { readonly caller: Socket; readonly server: Socket }): void {
    caller.resetAndDestroy();
    server.destroy();
  }

  const listener = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (caller) => {
    taken += 1;
    if (state.kind === 'drop' || pairs.size >= mostConnections) return void caller.resetAndDestroy();
    const server = connect({ ...target, allowHalfOpen: true });
    const pair = { caller, server };
    pairs.add(pair);
    caller.once('close', () => pairs.delete(pair));
    for (const socket of [caller, server]) socket.setNoDelay(true);
    carry(caller, server);
    carry(server, caller);
    hold(pair);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = portOf(listener.address());
  const become = (next: LinkState) => {
    state = next;
    refresh();
  };
  return {
    port,
    through: (url) => {
      const address = new URL(url);
      address.host = `127.0.0.1:${port}`;
      return address.href.replace(/\/$/, url.endsWith('/') ? '/' : '');
    },
    become,
    heal: () => become({ kind: 'pass' }),
    taken: () => taken,
    stop: async () => {
      for (const pair of pairs) cut(pair);
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return address;
}

/** Host and port of an address. */
export function targetOf(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
