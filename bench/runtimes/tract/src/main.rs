//! `tract-runtime MODEL FILMS N`: runs a model in tract on N films of float32, and writes `probability` and `findings` as
//! JSON. tract fixes the batch when it reads a model.
use tract_onnx::prelude::*;

fn main() -> TractResult<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments[1] == "--version" {
        print!("0.23.9");
        return Ok(());
    }
    let count: usize = arguments[3].parse()?;
    let films: Vec<f32> = std::fs::read(&arguments[2])?
        .chunks_exact(4)
        .map(|four| f32::from_le_bytes(four.try_into().unwrap()))
        .collect();
    let side = ((films.len() / count) as f64).sqrt() as usize;
    let mut model = tract_onnx::onnx().model_for_path(&arguments[1])?;
    model.set_input_fact(0, f32::fact([count, 1, side, side]).into())?;
    let names: Vec<String> = model
        .output_outlets()?
        .iter()
        .map(|outlet| model.outlet_label(*outlet).unwrap_or(&model.node(outlet.node).name).to_string())
        .collect();
    let runnable = model.into_optimized()?.into_runnable()?;
    let outputs = runnable.run(tvec!(Tensor::from_shape(&[count, 1, side, side], &films)?.into()))?;
    let told: Vec<String> = names
        .iter()
        .zip(outputs.iter())
        .filter(|(name, _)| *name == "probability" || *name == "findings")
        .map(|(name, value)| {
            let numbers: Vec<String> = value.to_plain_array_view::<f32>().unwrap().iter().map(|v| format!("{v:e}")).collect();
            format!("\"{name}\":[{}]", numbers.join(","))
        })
        .collect();
    print!("{{{}}}", told.join(","));
    Ok(())
}
