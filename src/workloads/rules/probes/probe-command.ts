import { listOption, type OptionValues } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, asObject } from '../../../text/json';

const options = {
  commands: listOption('Commands that probes must not run, by the last part of their path.', ['jcmd', 'ps', 'ls'], { minItems: 1 }),
};

export const probeCommand = defineRule({
  id: 'workloads/probe-command',
  title: 'Exec probes must not run commands such as jcmd, ps or ls',
  description:
    'A probe runs every few seconds. `jcmd` stops a Java process to inspect it, and that `ps` or `ls` prints something does not show '
    + 'that the workload answers. Liveness, readiness and startup probes of all containers count, and '
    + 'what the commands of a script (`sh -c`) begin with. A path or address that only ends so is not a command.',
  severity: Severity.LOW,
  fix: 'Ask the workload itself, by `httpGet`, `grpc` or a command that it brings.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes'],
  bad: examplePod({ container: 'livenessProbe: { exec: { command: [sh, -c, "ps aux | grep api"] } }' }),
  good: examplePod({ container: 'livenessProbe: { httpGet: { path: /healthz, port: 8080 } }' }),
  operations: true,
  subject: pods,
  options,
  check: forbidCommands,
});

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
/** Where a shell begins another command. */
const ENDS = /[;&|()`\n]+/;
/** What may stand before a command in a shell: words of the language, and variables. */
const BEFORE = /^(?:!|do|elif|else|exec|if|then|time|until|while|[A-Za-z_]\w*=.*)$/;
const FOLDERS = /^\/(?:usr\/)?(?:local\/)?s?bin\/[^/]+$/;

function forbidCommands({ containers }: PodView, _: CheckContext, { commands }: OptionValues<typeof options>): readonly Outcome[] {
  return collect(containers, ({ spec, label, path }) =>
    collect(PROBES, (probe) => {
      const words = asArray(asObject(asObject(spec[probe]).exec).command);
      return collect(words, (word, index): readonly Outcome[] => {
        const found = typeof word === 'string' ? commandIn(word, commands) : undefined;
        if (found === undefined) return NONE;
        return [{ path: `${path}.${probe}.exec.command[${index}]`, message: `the ${probe} of ${label} runs ${found}` }];
      });
    }),
  );
}

function commandIn(text: string, commands: readonly string[]): string | undefined {
  return programsIn(text).find((program) => commands.includes(program));
}

/** A word may be a program, or the argument that names one; of a script, it is what each of its commands begins with. */
function programsIn(text: string): readonly string[] {
  if (!/[\s;&|()`]/.test(text)) return text.includes('/') && !FOLDERS.test(text) ? NONE : [nameOf(text)];
  return text.split(ENDS).flatMap((command): readonly string[] => {
    const program = command.split(/\s+/).find((word) => word !== '' && word !== '$' && !BEFORE.test(word));
    return program === undefined ? [] : [nameOf(program)];
  });
}

function nameOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
