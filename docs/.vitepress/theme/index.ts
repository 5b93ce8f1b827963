import DefaultTheme from 'vitepress/theme-without-fonts';
import type {Theme} from 'vitepress';
import LiveExample from './LiveExample.vue';
import './site.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({app}) => void app.component('LiveExample', LiveExample),
} satisfies Theme;
