import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { SWITCH } from './mutants';
import { state } from './state';

/** Makes the change that is asked for, and skips the tests after the first that fails. */
export default class MutationEnvironment extends TestEnvironment {
  async setup(): Promise<void> {
    await super.setup();
    const { active, reached } = state;
    Object.assign(this.global, {
      [SWITCH]: active === -1 ? (id: number) => void reached.add(id) : (id: number) => id === active,
    });
  }

  handleTestEvent(event: Circus.Event): void {
    if (event.name === 'test_done' && event.test.errors.length > 0) state.isPassing = false;
    else if (event.name === 'test_start' && !state.isPassing) event.test.mode = 'skip';
  }
}
