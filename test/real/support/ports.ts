import type { Namespace } from './node-access';

/** Answers on ports, `tcp 22` or `udp 8472`, on every address. */
const SERVER = `
  const ports = process.argv.slice(1).map((text) => text.split(' '));
  let left = ports.length;
  const ready = () => { if (--left === 0) console.log('ready'); };
  for (const [protocol, port] of ports) {
    if (protocol === 'tcp') {
      require('net').createServer((s) => { s.on('error', () => {}); s.pipe(s); })
        .listen({ port: Number(port), host: '::', backlog: 500 }, ready);
    } else {
      const socket = require('dgram').createSocket({ type: 'udp6' });
      socket.on('message', (data, from) => socket.send(data, from.port, from.address));
      socket.bind(Number(port), '::', ready);
    }
  }`;

/** Tries each address and port at once, and prints the keys of those that answer. UDP is sent again, since nothing else repeats it. */
const CLIENT = `
  const probes = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const reached = [];
  let left = probes.length;
  const end = () => { if (--left === 0) { console.log(JSON.stringify(reached)); process.exit(0); } };
  for (const { key, address, port, localPort } of probes) {
    const [protocol, number] = port.split(' ');
    let done = false;
    const finish = (ok, close) => { if (done) return; done = true; clearTimeout(timer); close(); if (ok) reached.push(key); end(); };
    let close = () => {};
    const timer = setTimeout(() => finish(false, close), 4000);
    if (protocol === 'tcp') {
      const socket = require('net').connect({ host: address, port: Number(number), ...(localPort ? { localPort } : {}) });
      close = () => socket.destroy();
      socket.on('connect', () => finish(true, close));
      socket.on('error', () => finish(false, close));
    } else {
      const socket = require('dgram').createSocket(address.includes(':') ? 'udp6' : 'udp4');
      const send = () => socket.send('x', Number(number), address, () => {});
      const again = setInterval(send, 500);
      close = () => { clearInterval(again); socket.close(); };
      socket.on('message', () => finish(true, close));
      socket.on('error', () => finish(false, close));
      send();
    }
  }`;

/** One thing to try. */
export interface Probe {
  readonly key: string;
  readonly address: string;
  /** `tcp 22`, `udp 8472`. */
  readonly port: string;
  readonly localPort?: number;
}

/** Starts servers on ports in a namespace. */
export async function listen(space: Namespace, ports: readonly string[]): Promise<void> {
  await space.start('node', ['-e', SERVER, ...ports], 'ready');
}

/** Tries everything at once, and gives the keys of what answers. */
export async function tryAll(space: Namespace, probes: readonly Probe[]): Promise<ReadonlySet<string>> {
  const client = await space.start('node', ['-e', CLIENT], ']', JSON.stringify(probes));
  return new Set(JSON.parse(client.output.trim()) as string[]);
}
