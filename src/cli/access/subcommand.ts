import type { Command, Option } from 'commander';

/** Adds the flags that every subcommand of `access` has. */
export type FlagsOf = (command: Command) => Command;
/** Takes the exit code. */
export type Ended = (code: number) => void;
/** Makes an option that may be given several times, and each time with several values. */
export type ListOption = (flags: string, description: string) => Option;
/** Adds a subcommand of `access`. */
export type AddSubcommand = (parent: Command, flagsOf: FlagsOf, ended: Ended, listOption: ListOption) => void;
