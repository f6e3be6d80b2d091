export * from './waiver';
