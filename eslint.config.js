import vue from 'eslint-plugin-vue'
import { defineConfig, globalIgnores } from 'eslint/config'
import typescript from 'typescript-eslint'
import { liveWordsRule } from './scripts/liveWords.mjs'
import { zonesRule } from './scripts/zones.mjs'

const typed = ['src/**/*.{ts,vue}', 'test/**/*.ts', 'bench/**/*.ts', '*.ts']

export default defineConfig(
  globalIgnores(['node_modules', 'out', 'dist', '.cache', 'test-results', 'src/shared/everywhere.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typed,
    extends: [typescript.configs.recommended],
    languageOptions: {
      parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.vue'] },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_$', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: typescript.parser } },
    rules: {
      // Layout is the writer's; these say nothing about bugs.
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-closing-bracket-spacing': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    plugins: { fractureguard: { rules: { 'live-words': liveWordsRule, zones: zonesRule } } },
    rules: { 'fractureguard/zones': 'error', 'fractureguard/live-words': 'error' },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    ignores: ['src/main/engines/onnx/onnxruntime.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'onnxruntime-node', message: 'Import engines/onnx/onnxruntime.ts, which switches its telemetry off.' },
      ],
    },
  },
  // Their output is what they are for.
  { files: ['src/main/hosts/cli/**', 'bench/**', 'scripts/**', 'test/fuzz/fuzz.ts'], rules: { 'no-console': 'off' } },
)
