package io.flyball.core.camera;

/** The encodings in which sensors send their events. The names are public: packets carry them. */
public enum SensorEncoding {
  /** Prophesee EVT 2.0. */
  EVT2 {
    @Override
    public EventDecoder decoder(Geometry geometry) {
      return new Evt2Decoder(geometry);
    }
  },
  /** Prophesee EVT 2.1, little-endian words. */
  EVT21 {
    @Override
    public EventDecoder decoder(Geometry geometry) {
      return new Evt21Decoder(geometry, Evt21Decoder.WordOrder.LITTLE_ENDIAN);
    }
  },
  /** Prophesee EVT 2.1 with the halves of each word swapped. */
  EVT21_SWAPPED {
    @Override
    public EventDecoder decoder(Geometry geometry) {
      return new Evt21Decoder(geometry, Evt21Decoder.WordOrder.SWAPPED);
    }
  },
  /** Prophesee EVT 3.0. */
  EVT3 {
    @Override
    public EventDecoder decoder(Geometry geometry) {
      return new Evt3Decoder(geometry);
    }
  };

  /** A fresh decoder for one stream. */
  public abstract EventDecoder decoder(Geometry geometry);
}
