import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag === 'heygen-avatar';
export default {plugins: [vue({template: {compilerOptions: {isCustomElement}}})]};
