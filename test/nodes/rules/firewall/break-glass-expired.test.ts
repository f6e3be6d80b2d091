import { breakGlassExpired } from '../../../../src/nodes/rules/firewall/break-glass-expired';
import { findings } from '../../../support/findings';

const PATH = '/etc/nftables.d/cdk8s-hardened-nodes.nft';
const judge = (until: string, asOf: string) =>
  findings(breakGlassExpired, [], {
    asOf,
    files: [{ path: PATH, content: `#!/usr/sbin/nft -f\n# break-glass inc-1 until ${until}, approved by x: y\n`, origin: {} }],
  });
const ENDED = (until: string) => [`HostFile ${PATH} line 2: the opening inc-1 ended at ${until}, and is still in the ruleset`];

test.each<[string, string, string, string[]]>([
  ['a later day', '2026-11-25T00:00:00.000Z', '2026-11-23', []],
  ['the last day', '2026-11-25T00:00:00.000Z', '2026-11-24', []],
  ['the day after', '2026-11-25T00:00:00.000Z', '2026-11-25', ENDED('2026-11-25T00:00:00.000Z')],
  ['a time of the same day', '2026-11-24T16:30:00.000Z', '2026-11-24', []],
  ['a time of the day before', '2026-11-24T16:30:00.000Z', '2026-11-25', ENDED('2026-11-24T16:30:00.000Z')],
  ['no time', 'tomorrow', '2026-11-25', [`? HostFile ${PATH} line 2: the end of the opening inc-1 is tomorrow, which is no time`]],
])('%s', (_, until, asOf, expected) => {
  expect(judge(until, asOf)).toEqual(expected);
});
