import * as pulumi from '@pulumi/pulumi';
import type { Checker } from 'cdk8s-hardened/embedding';
import type { Judged } from './build/judge';

/** What is known of the components of a program, so that rules about the whole input see more than one of them. */
export interface Member {
  readonly checker: Checker;
  readonly judged: Judged | undefined;
}

const PROGRAMS = new WeakMap<object, Set<Member>>();
const NO_ENGINE = {};

/** The components of the program that runs now. Tests run many programs in one process, each with an engine of its own. */
export function membersOfProgram(): Set<Member> {
  const { getMonitor } = pulumi.runtime as unknown as { getMonitor?: () => object | undefined };
  const engine = getMonitor?.() ?? NO_ENGINE;
  let members = PROGRAMS.get(engine);
  if (!members) PROGRAMS.set(engine, (members = new Set()));
  return members;
}

/** What there is in addition to a component that is checked alike. */
export function besides(member: Member): Judged[] {
  return [...membersOfProgram()].flatMap((other) =>
    other === member || other.checker !== member.checker || !other.judged ? [] : [other.judged],
  );
}
