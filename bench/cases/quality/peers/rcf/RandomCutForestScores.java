import com.amazon.randomcutforest.RandomCutForest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Scores series with Random Cut Forest's defaults (50 trees, 256 points a tree). Input: a line a point, "series value value ..."; the number of the series
 * grows. Output: a score a line, of the point before it was learnt. Argument: how many points in a row are one shingle.
 */
public final class RandomCutForestScores {
  public static void main(String[] arguments) throws Exception {
    int shingle = Integer.parseInt(arguments[0]);
    StringBuilder out = new StringBuilder();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String series = "";
      RandomCutForest forest = null;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split(" ");
        if (!cells[0].equals(series)) {
          series = cells[0];
          forest = forest(shingle, cells.length - 1);
        }
        float[] point = new float[cells.length - 1];
        for (int i = 0; i < point.length; i++) point[i] = Float.parseFloat(cells[i + 1]);
        out.append(forest.getAnomalyScore(point)).append('\n');
        forest.update(point);
      }
    }
    System.out.print(out);
  }

  private static RandomCutForest forest(int shingle, int dimensions) {
    return RandomCutForest.builder()
        .dimensions(dimensions * shingle)
        .shingleSize(shingle)
        .internalShinglingEnabled(true)
        .numberOfTrees(50)
        .sampleSize(256)
        .randomSeed(7)
        .build();
  }
}
