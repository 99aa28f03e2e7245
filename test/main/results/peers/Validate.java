import com.pixelmed.validate.DicomSRValidator;

/** Asks the validator of PixelMed about many reports; to make it takes ten times as long as one of its answers. */
class Validate {
  public static void main(String[] files) throws Exception {
    DicomSRValidator validator = new DicomSRValidator();
    for (String file : files) {
      System.out.println("File: " + file);
      System.out.print(validator.validate(file));
    }
  }
}
