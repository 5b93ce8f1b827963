import './define.js';

export * from './public-names.js';
