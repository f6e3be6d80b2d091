import { FOREIGN_RULESETS } from '../nodes/support/foreign-rulesets';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { join, Namespace, requireNetwork } from './support/node-access';
import { listen, tryAll } from './support/ports';

const TARGETS: Readonly<Record<string, readonly number[]>> = {
  'SSH': [22],
  'etcd': [2379, 2380],
  'the kubelet or kube-proxy': [10250, 10255, 10249, 10256],
  'the control plane': [6443, 10257, 10259],
};
const PORTS = Object.values(TARGETS).flat();
const NODE = ['203.0.113.1', '2001:db8:99::1'];

/** What nft does not load, so that the kernel cannot be compared with. */
const NOT_LOADED = ['a set that is not in the file', 'chains in a circle'];
/** What admits a stranger without naming a port, which the rules leave to others. */
const NOT_NAMED = ['all ports', 'all ports but one', 'the output hook', 'nat', 'a set', 'from a table of IPv4 alone'];

/** How many are tried at once: most of the time is spent on waiting for answers that do not come. */
const LANES = 6;

describeProof('rulesets of others', requireNetwork(['nft', 'node'], true), () => {
  const lanes: { readonly node: Namespace; readonly stranger: Namespace }[] = [];

  beforeAll(async () => {
    for (let lane = 0; lane < LANES; lane++) {
      const [node, stranger] = [new Namespace(`node-${lane}`), new Namespace(`stranger-${lane}`)];
      lanes.push({ node, stranger });
      join(node, ['203.0.113.1/24', '2001:db8:99::1/64'], stranger, ['203.0.113.2/24', '2001:db8:99::2/64'], 'o');
      neighbours(node, stranger);
      await listen(
        node,
        PORTS.map((port) => `tcp ${port}`),
      );
    }
  }, 60_000);

  afterAll(() => {
    for (const { node, stranger } of lanes) {
      node.remove();
      stranger.remove();
    }
  });

  /** Where the kernel does otherwise than what is found. */
  const compare = async ([title, content, found]: (typeof FOREIGN_RULESETS)[number], lane: number): Promise<string[]> => {
    const { node, stranger } = lanes[lane]!;
    node.run('nft', ['flush', 'ruleset']);
    node.run('nft', ['-f', '-'], content);
    const open = await tryAll(
      stranger,
      PORTS.flatMap((port) => NODE.map((address) => ({ key: String(port), address, port: `tcp ${port}` }))),
    );
    return Object.entries(TARGETS).flatMap(([what, ports]) => {
      const own = found.filter((line) => line.replace(/^\? /, '').startsWith(`${what} `));
      const certain = own.filter((line) => !line.startsWith('?')).map((line) => line.slice(what.length + 1).split(' ')[0]!);
      const missed = certain.filter((port) => !open.has(port)).map((port) => `${title}: ${port} is closed`);
      const unseen = own.length > 0 || NOT_NAMED.includes(title) ? [] : ports.filter((port) => open.has(String(port)));
      return [...missed, ...unseen.map((port) => `${title}: ${port} is open`)];
    });
  };

  guarantee(
    ['nodes/ssh-world-range', 'nodes/etcd-world-range', 'nodes/kubelet-world-range', 'nodes/control-plane-world-range'],
    'in each of a table of rulesets a stranger reaches the ports for which a violation is found, and no other that a rule names',
    async () => {
      const left = FOREIGN_RULESETS.filter(([title]) => !NOT_LOADED.includes(title));
      expect(left.length).toBeGreaterThan(40);
      const run = async (lane: number): Promise<string[]> => {
        const faults: string[] = [];
        for (let row = left.shift(); row; row = left.shift()) faults.push(...(await compare(row, lane)));
        return faults;
      };
      expect((await Promise.all(lanes.map((_, lane) => run(lane)))).flat()).toEqual([]);
    },
    300_000,
  );

  test.each(NOT_LOADED)('nft does not load %s', (title) => {
    const [, content] = FOREIGN_RULESETS.find(([each]) => each === title)!;
    expect(lanes[0]!.node.try('nft', ['-c', '-f', '-'], 20_000, content).status).not.toBe(0);
  });
});

/** Fixed neighbours for IPv6: their discovery is ICMP, which most of the rulesets drop. */
function neighbours(node: Namespace, stranger: Namespace): void {
  const mac = (space: Namespace, device: string) => /link\/ether (\S+)/.exec(space.run('ip', ['link', 'show', device]))![1]!;
  node.run('ip', ['neigh', 'replace', '2001:db8:99::2', 'lladdr', mac(stranger, 'o-b'), 'dev', 'o-a', 'nud', 'permanent']);
  stranger.run('ip', ['neigh', 'replace', '2001:db8:99::1', 'lladdr', mac(node, 'o-a'), 'dev', 'o-b', 'nud', 'permanent']);
}
