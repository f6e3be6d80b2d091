import { integerOption, type OptionValues } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { effectiveFlag, type CataloguedFlags } from '../../../kubernetes/components/flags/effective-flag';
import { parseGoDuration } from '../../../kubernetes/components/flags/go-values';
import { NONE } from '../../../kubernetes/objects/collect';
import { apiServers, malformed, notKnown, staticPod } from '../programs';

const options = { longest: integerOption('The longest timeout, in seconds.', 300) };

export const requestTimeout = defineRule({
  id: 'control-plane/request-timeout',
  title: 'kube-apiserver must not serve requests for longer than five minutes (--request-timeout)',
  description:
    'Slow requests, of which a few clients can make many, hold memory and a place among those that are served. Unset passes: the default '
    + 'is one minute. Watches and exec are not limited by it. Zero and negative values are unknown: with them no request is answered.',
  severity: Severity.LOW,
  fix: 'Remove --request-timeout, or set it to 300s or less.',
  controls: ['CIS-2.0:1.2.20'],
  sources: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/'],
  bad: staticPod('kube-apiserver', '--request-timeout=1h'),
  good: staticPod('kube-apiserver', '--request-timeout=60s'),
  subject: apiServers,
  options,
  check: limitTimeout,
});

function limitTimeout(
  program: CataloguedFlags,
  { kubernetes }: CheckContext,
  { longest }: OptionValues<typeof options>,
): readonly Outcome[] {
  const flag = effectiveFlag(program, 'request-timeout', kubernetes);
  if (flag.unclear !== undefined) return notKnown(flag);
  const seconds = parseGoDuration(flag.value);
  if (seconds === undefined || seconds <= 0) return malformed(flag, 'a duration above zero');
  return seconds > longest ? [{ path: flag.path, message: `${flag.label} is ${flag.value}, longer than ${longest} seconds` }] : NONE;
}
