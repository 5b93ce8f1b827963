import {createApp} from 'vue';
import 'heygen-avatar';
import App from './app.vue';

createApp(App).mount('#app');
