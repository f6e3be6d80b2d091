/** Rulesets of others, and what is found in them: `etcd 2379 line 3: rule`, with `?` in front of what is unknown. */

/** A chain of the input hook that drops but for these rules, which start on line 4. */
const closed = (...rules: string[]) =>
  `table inet filter {\n  chain input {\n    type filter hook input priority filter; policy drop;\n    ${rules.join('\n    ')}\n  }\n}\n`;

export const FOREIGN_RULESETS: readonly (readonly [title: string, content: string, found: readonly string[]])[] = [
  ['nothing but the policy', closed('ct state established,related accept'), []],
  ['one port', closed('tcp dport 2379 accept'), ['etcd 2379 line 4: tcp dport 2379 accept']],
  ['another protocol', closed('udp dport 2379 accept'), []],
  ['another port', closed('tcp dport 2378 accept'), []],
  [
    'a range',
    closed('tcp dport 10000-11000 counter accept'),
    [
      'the kubelet or kube-proxy 10250 line 4: tcp dport 10000-11000 counter accept',
      'the control plane 10257 line 4: tcp dport 10000-11000 counter accept',
    ],
  ],
  ['a list', closed('tcp dport { 80, 443, 2380 } accept'), ['etcd 2380 line 4: tcp dport { 80, 443, 2380 } accept']],
  [
    'a list over lines',
    closed('tcp dport {', '80,', '6443', '} accept'),
    ['the control plane 6443 line undefined: tcp dport { 80, 6443 } accept'],
  ],
  ['names', closed('tcp dport { ssh, domain } accept'), ['SSH 22 line 4: tcp dport { ssh, domain } accept']],
  [
    'any transport',
    closed('meta l4proto { tcp, udp } th dport 2379 accept'),
    ['etcd 2379 line 4: meta l4proto { tcp,udp } th dport 2379 accept'.replace('tcp,udp', 'tcp, udp')],
  ],
  ['all ports but one', closed('tcp dport != 22 accept'), []],
  ['all ports', closed('meta l4proto tcp accept'), []],
  [
    'a set',
    'table inet f {\n set p { type inet_service; elements = { 2379 }; }\n chain i {\n'
      + ' type filter hook input priority 0\n tcp dport @p accept\n }\n}\n',
    ['etcd 2379 line 5: tcp dport @p accept'],
  ],
  [
    'a variable',
    `define etcd = { 2379, 2380 }\n${closed('tcp dport $etcd accept')}`,
    ['etcd 2379 line undefined: tcp dport { 2379, 2380 } accept'],
  ],
  ['from a network', closed('ip saddr 10.0.0.0/24 tcp dport 2379 accept'), []],
  ['from a set of networks', closed('ip saddr { 10.0.0.0/24, 10.1.0.7 } tcp dport 2379 accept'), []],
  ['from the world', closed('ip saddr 0.0.0.0/0 tcp dport 2379 accept'), ['etcd 2379 line 4: ip saddr 0.0.0.0/0 tcp dport 2379 accept']],
  [
    'from the world in halves',
    closed('tcp dport 2379 ip saddr { 0.0.0.0/1, 128.0.0.0/1 } accept'),
    ['etcd 2379 line 4: tcp dport 2379 ip saddr { 0.0.0.0/1, 128.0.0.0/1 } accept'],
  ],
  [
    'from the world of IPv6 alone',
    closed('tcp dport 2379 ip6 saddr ::/0 accept'),
    ['etcd 2379 line 4: tcp dport 2379 ip6 saddr ::/0 accept'],
  ],
  [
    'from all but a network',
    closed('ip saddr != 10.0.0.0/8 tcp dport 2379 accept'),
    ['etcd 2379 line 4: ip saddr != 10.0.0.0/8 tcp dport 2379 accept'],
  ],
  ['from a table of IPv4 alone', closed('tcp dport 2379 accept').replace('inet', 'ip'), ['etcd 2379 line 4: tcp dport 2379 accept']],
  [
    'all but a network dropped before',
    closed('ip saddr != 10.0.0.0/24 drop', 'tcp dport 2379 accept'),
    ['etcd 2379 line 5: tcp dport 2379 accept'],
  ],
  ['the world dropped before', closed('tcp dport 2379 drop', 'tcp dport 2379 accept'), []],
  ['one family dropped before', closed('meta nfproto ipv4 drop', 'tcp dport 2379 accept'), ['etcd 2379 line 5: tcp dport 2379 accept']],
  ['both families dropped before', closed('meta nfproto { ipv4, ipv6 } tcp dport 2379 reject', 'tcp dport 2379 accept'), []],
  [
    'over a rate dropped before',
    closed('tcp dport 2379 limit rate over 10/minute drop', 'tcp dport 2379 accept'),
    ['etcd 2379 line 5: tcp dport 2379 accept'],
  ],
  [
    'up to a rate',
    closed('tcp dport 2379 limit rate 10/minute burst 5 packets accept', 'tcp dport 2379 drop'),
    ['etcd 2379 line 4: tcp dport 2379 limit rate 10/minute burst 5 packets accept'],
  ],
  ['loopback', closed('iif lo tcp dport 2379 accept', 'iifname "lo" tcp dport 2380 accept'), []],
  ['all but loopback', closed('iif != lo tcp dport 2379 accept'), ['etcd 2379 line 4: iif != lo tcp dport 2379 accept']],
  ['one interface', closed('iifname "eth0" tcp dport 2379 accept'), ['? etcd 2379 line 4: iifname "eth0" tcp dport 2379 accept (eth0)']],
  ['a mark', closed('meta mark 0x1 tcp dport 2379 accept'), ['? etcd 2379 line 4: meta mark 0x1 tcp dport 2379 accept (meta mark)']],
  [
    'an interface, and then everyone',
    closed('iifname eth1 tcp dport 2379 accept', 'tcp dport 2379 accept'),
    ['? etcd 2379 line 4: iifname eth1 tcp dport 2379 accept (eth1)', 'etcd 2379 line 5: tcp dport 2379 accept'].sort(),
  ],
  ['new connections', closed('ct state new tcp dport 2379 accept'), ['etcd 2379 line 4: ct state new tcp dport 2379 accept']],
  ['old connections', closed('ct state established, related tcp dport 2379 accept'), []],
  [
    'states by a map',
    closed('ct state vmap { established : accept, related : accept, invalid : drop }', 'tcp dport 2379 accept'),
    ['etcd 2379 line 5: tcp dport 2379 accept'],
  ],
  ['new connections dropped by a map', closed('ct state vmap { established : accept, new : drop }', 'tcp dport 2379 accept'), []],
  [
    'ports by a map',
    closed('tcp dport vmap { 22 : drop, 2379 : accept }'),
    ['etcd 2379 line 4: tcp dport vmap { 22 : drop, 2379 : accept }'],
  ],
  [
    'with flags',
    closed('tcp flags & (fin | syn) == syn tcp dport 2379 accept'),
    ['etcd 2379 line 4: tcp flags & (fin | syn) == syn tcp dport 2379 accept'],
  ],
  [
    'with a log and a comment',
    closed('tcp dport 2379 log prefix "drop " level info counter accept comment "drop"'),
    ['etcd 2379 line 4: tcp dport 2379 log prefix "drop " level info counter accept comment "drop"'],
  ],
  [
    'an address and a port in one',
    closed('ip saddr . tcp dport { 10.0.0.7 . 443, 10.0.0.8 . 2379 } accept'),
    ['? etcd 2379 line 4: ip saddr . tcp dport { 10.0.0.7 . 443, 10.0.0.8 . 2379 } accept (ip saddr .)'],
  ],
  ['another port in one with an address', closed('ip saddr . tcp dport { 10.0.0.7 . 443 } accept'), []],
  [
    'a set that is not in the file',
    closed('ip saddr @bastions tcp dport 22 accept'),
    ['? SSH 22 line 4: ip saddr @bastions tcp dport 22 accept (@bastions)'],
  ],
  ['the output hook', closed('tcp dport 2379 accept').replace('hook input', 'hook output'), []],
  ['nat', closed('tcp dport 2379 accept').replace('type filter', 'type nat'), []],
  [
    'closed by another chain',
    `${closed('tcp dport 2379 accept')}table inet b {\nchain c {\ntype filter hook input priority 0; tcp dport 2379 drop;\n}\n}\n`,
    [],
  ],
  [
    'a chain that is jumped to',
    'table inet f {\n chain i {\n type filter hook input priority 0; policy drop;\n'
      + ' tcp dport 2379 jump e\n }\n chain e {\n accept\n }\n}\n',
    ['etcd 2379 line 7: accept'],
  ],
  [
    'a chain that returns',
    'table inet f {\n chain i {\n type filter hook input priority 0; policy drop;\n'
      + ' jump e\n tcp dport 2379 accept\n }\n chain e {\n return\n drop\n }\n}\n',
    ['etcd 2379 line 5: tcp dport 2379 accept'],
  ],
  [
    'a chain that is gone to',
    'table inet f {\n chain i {\n type filter hook input priority 0; policy drop;\n'
      + ' goto e\n tcp dport 2379 accept\n }\n chain e {\n ip saddr 10.0.0.0/8 accept\n'
      + ' }\n}\n',
    [],
  ],
  [
    'chains in a circle',
    'table inet f {\n chain i {\n type filter hook input priority 0; policy drop;\n' + ' jump i\n tcp dport 2379 accept\n }\n}\n',
    ['etcd 2379 line 5: tcp dport 2379 accept'],
  ],
  [
    'commands',
    'add table inet f\nadd chain inet f i { type filter hook input priority 0; policy drop; }\n'
      + 'add rule inet f i tcp dport 2379 accept\n',
    ['etcd 2379 line 3: tcp dport 2379 accept'],
  ],
  [
    'commands that insert before',
    'add table inet f\nadd chain inet f i { type filter hook input priority 0; policy drop; }\n'
      + 'add rule inet f i tcp dport 2379 accept\ninsert rule inet f i tcp dport 2379 drop\n',
    [],
  ],
  [
    'elements that are added',
    'table inet f {\n set s { type ipv4_addr; flags interval; }\n chain i {\n type filter hook input priority 0; policy drop;\n'
      + ' ip saddr @s tcp dport 2379 accept\n }\n}\nadd element inet f s { 0.0.0.0/0 }\n',
    ['etcd 2379 line 5: ip saddr @s tcp dport 2379 accept'],
  ],
];
