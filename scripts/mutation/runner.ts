import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Test } from '@jest/test-result';
import TestRunner, { type TestWatcher } from 'jest-runner';
import { state } from './state';

/** A change, and the tests that are run until one notices it. -1 makes no change. */
export interface Task {
  readonly id: number;
  readonly tests: readonly string[];
}

/** What is sent to the parent: a task starts, one of its test files ended. */
export type Report =
  | { readonly starts: number }
  | { readonly id: number; readonly test: string; readonly passes: boolean; readonly ms: number; readonly reached: readonly number[] };

/** Runs test files once per change, in this process: what is transformed once is transformed for all of them. */
export default class MutationRunner extends TestRunner {
  async runTests(tests: Test[], watcher: TestWatcher): Promise<void> {
    this.on('test-file-success', ([, { numFailingTests, testExecError, failureMessage }]) => {
      if (numFailingTests > 0 || testExecError || failureMessage) state.isPassing = false;
    });
    this.on('test-file-failure', () => void (state.isPassing = false));
    const tasks = JSON.parse(fs.readFileSync(process.env.MUTATION_TASKS!, 'utf8')) as Task[];
    const byPath = new Map(tests.map((test) => [path.relative(process.cwd(), test.path), test]));
    for (const { id, tests: names } of tasks) {
      send({ starts: id });
      for (const name of names) {
        Object.assign(state, { active: id, isPassing: true, reached: new Set() });
        const start = performance.now();
        await super.runTests([byPath.get(name)!], watcher, { serial: true });
        send({ id, test: name, passes: state.isPassing, ms: performance.now() - start, reached: [...state.reached] });
        if (id !== -1 && !state.isPassing) break;
      }
    }
  }
}

function send(report: Report): void {
  process.send!(report);
}
