package dev.liveshelf.moving;

/** How much has been moved. */
public record Load(long items, long holds) {

    static final Load NOTHING = new Load(0, 0);

    Load and(long moreHolds) {
        return new Load(items + 1, holds + moreHolds);
    }

    @Override
    public String toString() {
        return items + " items and " + holds + " holds";
    }
}
