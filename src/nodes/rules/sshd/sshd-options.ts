import { integerOption } from '../../../engine/options';
import type { AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { sshdOption } from './sshd-option-rule';

const YES_NO = { yes: 'bad', no: 'ok' } as const;

/** Seconds of sshd's notation for times: `30`, `2m`, `1h30m`; undefined when it is none. */
function seconds(text: string): number | undefined {
  if (!/^(?:\d+[smhdw])*\d+[smhdw]?$/i.test(text)) return undefined;
  const unit: Readonly<Record<string, number>> = { '': 1, 's': 1, 'm': 60, 'h': 3600, 'd': 86_400, 'w': 604_800 };
  return [...text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)].reduce((sum, [, digits, name]) => sum + Number(digits) * unit[name!]!, 0);
}

function judge(value: number | undefined, ok: (value: number) => boolean): 'ok' | 'bad' | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return ok(value) ? 'ok' : 'bad';
}

/** One rule for each option of sshd that opens a node. */
export const sshdOptionRules: readonly AnyRule[] = [
  sshdOption({
    id: 'nodes/sshd-permit-root-login',
    title: 'sshd must not permit root login (PermitRootLogin no)',
    why:
      'Users log in with their own account and then use `sudo`, so that logs show who acted. `prohibit-password` and '
      + '`forced-commands-only` are violations too.',
    severity: Severity.HIGH,
    keyword: 'PermitRootLogin',
    unset: 'prohibit-password',
    values: { 'no': 'ok', 'yes': 'bad', 'prohibit-password': 'bad', 'without-password': 'bad', 'forced-commands-only': 'bad' },
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-password-authentication',
    title: 'sshd must not accept passwords (PasswordAuthentication no)',
    why: 'Passwords can be guessed and reused; keys and certificates cannot.',
    severity: Severity.HIGH,
    keyword: 'PasswordAuthentication',
    unset: 'yes',
    values: YES_NO,
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-kbd-interactive-authentication',
    title: 'sshd must not allow keyboard-interactive authentication (KbdInteractiveAuthentication no)',
    why:
      'Through PAM this method prompts for a password, even if `PasswordAuthentication` is `no`. The former names '
      + '`ChallengeResponseAuthentication` and `SKeyAuthentication` count too.',
    severity: Severity.HIGH,
    keyword: 'KbdInteractiveAuthentication',
    unset: 'yes',
    aliases: ['challengeresponseauthentication', 'skeyauthentication'],
    values: YES_NO,
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-permit-empty-passwords',
    title: 'sshd must not accept empty passwords (PermitEmptyPasswords no)',
    why: 'Otherwise anyone can log in to an account without a password.',
    severity: Severity.CRITICAL,
    keyword: 'PermitEmptyPasswords',
    unset: 'no',
    values: YES_NO,
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-hostbased-authentication',
    title: 'sshd must not allow host-based authentication (HostbasedAuthentication no)',
    why:
      'With host-based authentication, sshd trusts what a client host claims about its users: an attacker who controls that host '
      + 'can log in as any of them.',
    severity: Severity.HIGH,
    keyword: 'HostbasedAuthentication',
    unset: 'no',
    values: YES_NO,
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-pubkey-authentication',
    title: 'sshd must allow public key authentication (PubkeyAuthentication yes)',
    why: 'Without it, users have to fall back to passwords.',
    severity: Severity.MEDIUM,
    keyword: 'PubkeyAuthentication',
    aliases: ['dsaauthentication'],
    unset: 'yes',
    values: { yes: 'ok', no: 'bad' },
    good: 'yes',
    bad: 'no',
  }),
  sshdOption({
    id: 'nodes/sshd-strict-modes',
    title: "sshd must check the permissions of users' key files (StrictModes yes)",
    why: 'Otherwise sshd also accepts key files that other users can write to.',
    severity: Severity.MEDIUM,
    keyword: 'StrictModes',
    isGlobal: true,
    unset: 'yes',
    values: { yes: 'ok', no: 'bad' },
    good: 'yes',
    bad: 'no',
  }),
  sshdOption({
    id: 'nodes/sshd-permit-user-environment',
    title: "sshd must not accept environment variables from users' files (PermitUserEnvironment no)",
    why:
      'Such variables, for example `LD_PRELOAD`, let users bypass restrictions of their account. A list of patterns is a '
      + 'violation as well as `yes`.',
    severity: Severity.MEDIUM,
    keyword: 'PermitUserEnvironment',
    isGlobal: true,
    isExact: true,
    unset: 'no',
    values: YES_NO,
    other: () => 'bad',
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-tcp-forwarding',
    title: 'sshd must not allow TCP forwarding (AllowTcpForwarding no)',
    why:
      'Users could otherwise reach ports behind the node, such as those of the API server, etcd and the kubelet. `local` and '
      + '`remote` are violations too.',
    severity: Severity.MEDIUM,
    takesReason: true,
    keyword: 'AllowTcpForwarding',
    unset: 'yes',
    forwarding: true,
    values: { ...YES_NO, all: 'bad', local: 'bad', remote: 'bad' },
    good: 'no',
    bad: 'local',
  }),
  sshdOption({
    id: 'nodes/sshd-stream-local-forwarding',
    title: 'sshd must not allow Unix socket forwarding (AllowStreamLocalForwarding no)',
    why:
      'Users could otherwise reach sockets on the node, such as that of the container runtime. `local` and `remote` are '
      + 'violations too.',
    severity: Severity.MEDIUM,
    keyword: 'AllowStreamLocalForwarding',
    unset: 'yes',
    forwarding: true,
    values: { ...YES_NO, all: 'bad', local: 'bad', remote: 'bad' },
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-agent-forwarding',
    title: 'sshd must not allow agent forwarding (AllowAgentForwarding no)',
    why:
      'Root on the node could otherwise use the keys in the agents of logged-in users. `DisableForwarding yes` is not sufficient: '
      + 'before OpenSSH 10.0 it left agent forwarding enabled (CVE-2025-32728).',
    severity: Severity.MEDIUM,
    takesReason: true,
    keyword: 'AllowAgentForwarding',
    unset: 'yes',
    values: YES_NO,
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-x11-forwarding',
    title: 'sshd must not allow X11 forwarding (X11Forwarding no)',
    why:
      'Root on the node could otherwise access the display of logged-in users. `DisableForwarding yes` is not sufficient: before '
      + 'OpenSSH 10.0 it left X11 forwarding enabled (CVE-2025-32728).',
    severity: Severity.LOW,
    keyword: 'X11Forwarding',
    unset: 'no',
    values: YES_NO,
    good: 'no',
    bad: 'yes',
  }),
  sshdOption({
    id: 'nodes/sshd-permit-tunnel',
    title: 'sshd must not allow tunnel devices (PermitTunnel no)',
    why:
      'A tunnel device would connect the network of the node with that of the user. `point-to-point` and `ethernet` are '
      + 'violations too.',
    severity: Severity.MEDIUM,
    keyword: 'PermitTunnel',
    unset: 'no',
    forwarding: true,
    values: { ...YES_NO, 'point-to-point': 'bad', 'ethernet': 'bad' },
    good: 'no',
    bad: 'ethernet',
  }),
  sshdOption({
    id: 'nodes/sshd-gateway-ports',
    title: 'sshd must not expose forwarded ports to other hosts (GatewayPorts no)',
    why: 'With `yes` or `clientspecified`, other hosts can connect to ports that users forward.',
    severity: Severity.MEDIUM,
    keyword: 'GatewayPorts',
    unset: 'no',
    forwarding: true,
    values: { ...YES_NO, clientspecified: 'bad' },
    good: 'no',
    bad: 'clientspecified',
  }),
  sshdOption({
    id: 'nodes/sshd-max-auth-tries',
    title: 'sshd must allow at most six authentication attempts per connection (MaxAuthTries)',
    why: 'More attempts make guessing passwords and keys easier. A value that is not a number is unknown.',
    severity: Severity.LOW,
    keyword: 'MaxAuthTries',
    unset: '6',
    most: integerOption('The most attempts on one connection.', 6),
    other: (text, most) => judge(/^\d+$/.test(text) ? Number(text) : undefined, (tries) => tries <= most),
    good: '3',
    bad: '20',
  }),
  sshdOption({
    id: 'nodes/sshd-login-grace-time',
    title: 'sshd must limit the time to log in to two minutes (LoginGraceTime)',
    why:
      "Connections that never finish to log in use up sshd's slots. `0` means no limit, so it is a violation. A value that is not "
      + 'a time is unknown.',
    severity: Severity.LOW,
    keyword: 'LoginGraceTime',
    isGlobal: true,
    unset: '120',
    most: integerOption('The most seconds that logging in may take.', 120),
    other: (text, most) => judge(seconds(text), (time) => time > 0 && time <= most),
    good: '30',
    bad: '0',
  }),
  sshdOption({
    id: 'nodes/sshd-log-level',
    title: 'sshd must log logins (LogLevel INFO or more verbose)',
    why: 'With `QUIET`, `FATAL` and `ERROR`, sshd does not log who logged in. Debug levels pass.',
    severity: Severity.MEDIUM,
    keyword: 'LogLevel',
    unset: 'INFO',
    values: { quiet: 'bad', fatal: 'bad', error: 'bad', info: 'ok', verbose: 'ok', debug: 'ok', debug1: 'ok', debug2: 'ok', debug3: 'ok' },
    good: 'VERBOSE',
    bad: 'QUIET',
  }),
];
