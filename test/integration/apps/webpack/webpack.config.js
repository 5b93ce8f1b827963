module.exports = {
  mode: 'production',
  entry: './main.js',
  output: {path: `${__dirname}/dist`, filename: 'main.js', clean: true},
  // The sandbox is a part of the application here, so the sizes that webpack warns of are not those of a real one.
  performance: false,
};
