// usage: node /tmp/shot.mjs out scene... [width=..]
import {writeFileSync, mkdirSync} from 'node:fs';
const {openStage, emulate} = await import('/work/wt/look/scripts/shots/stage.mjs');
const {SCENES, SIZE} = await import('/work/wt/look/demo/gallery/scenes.js');
const out='/tmp/look-shots'; mkdirSync(out,{recursive:true});
const themes=(process.env.THEMES??'light').split(',');
const stage=await openStage();
for (const name of process.argv.slice(2)) {
  const [scene, w, h] = name.split('@');
  const size = SCENES[scene].size ?? SIZE;
  const page=await stage.browser.newPage();
  page.on('pageerror', e=>console.log(scene,'pageerror',e.message));
  await page.setViewport({width:+(w??size[0]),height:+(h??size[1]+(+process.env.EXTRA||0))});
  for (const theme of themes) {
  await emulate(page,theme,SCENES[scene].media);
  if (theme===themes[0]) {
    await page.goto(`${stage.origin}/demo/gallery/scene.html?scene=${scene}${process.env.Q??''}`);
    await page.waitForSelector('[data-ready],[data-failed]',{timeout:25000}).catch(e=>console.log(scene,e.message));
    const f=await page.evaluate(()=>document.documentElement.dataset.failed); if(f) console.log(scene,f);
  }
  else await page.evaluate(()=>globalThis.settle()).catch(e=>console.log(scene,e.message));
  writeFileSync(`${out}/${scene}-${w??''}-${theme}.png`, await page.screenshot());
  }
  await page.close();
}
await stage.close();
