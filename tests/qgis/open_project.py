"""Opens a project in real QGIS, without a window, and tells in JSON what QGIS made of it.

    open_project.py PROJECT FOLDER [PIXELS]

Writes FOLDER/map.png, the map as a person first sees it, and FOLDER/sheets.pdf, the atlas.
"""

import json
import os
import pathlib
import sys
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp()
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()

from qgis.core import (  # noqa: E402
    QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsLayoutExporter, QgsMapRendererSequentialJob, QgsMapSettings, QgsProject,
    QgsRenderContext, QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def draw(project, path, pixels):
    settings = QgsMapSettings()
    settings.setLayers(project.layerTreeRoot().layerOrder())
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(pixels, pixels))
    settings.setOutputDpi(96)
    # As the window of QGIS has it; without it no expression would know the scale.
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))


def default_style(layer):
    """How QGIS shows a layer of the plan that a person adds by hand."""
    added = QgsVectorLayer(layer.source(), "added", "ogr")
    return {"renderer": added.renderer().type(), "labels": added.labelsEnabled()} if added.isSpatial() else None


def map_tips(layer):
    """What shows over each feature."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    tips = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        tips.append(QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context))
    return tips


def strokes(layer):
    """How the outlines of its polygons are drawn."""
    symbols = layer.renderer().symbols(QgsRenderContext()) if layer.renderer() else []
    drawn = [symbol.symbolLayer(0).properties().get("line_style") for symbol in symbols]
    return [style for style in drawn if style]


def describe(layer):
    fields = layer.fields()
    return {
        "title": layer.name(),
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "features": layer.featureCount(),
        "renderer": layer.renderer().type() if layer.renderer() else None,
        "labels": layer.labelsEnabled(),
        "scales": layer.minimumScale() if layer.hasScaleBasedVisibility() else None,
        "default_style": default_style(layer),
        "aliases": {field.name(): field.alias() for field in fields if field.alias()},
        "value_maps": [field.name() for field in fields if field.editorWidgetSetup().type() == "ValueMap"],
        "fields": [field.name() for field in fields],
        "map_tip": layer.mapTipTemplate(),
        "strokes": strokes(layer),
        "broken_filters": [
            rule.filterExpression()
            for rule in (layer.renderer().rootRule().children() if layer.renderer() else [])
            if rule.filter() is not None and rule.filter().hasParserError()
        ],
    }


def export_atlas(project, path):
    layout = project.layoutManager().printLayouts()[0]
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = 96
    done, error = QgsLayoutExporter.exportToPdf(layout.atlas(), str(path), settings)
    return {"result": int(done), "error": error, "sheets": layout.atlas().count(), "name": layout.name()}


def main():
    messages = []
    application = QgsApplication([], False)
    application.initQgis()
    QgsApplication.messageLog().messageReceived.connect(
        lambda text, tag, level: messages.append(f"{tag}: {text}") if level in (1, 2) else None
    )
    project = QgsProject.instance()
    folder = pathlib.Path(sys.argv[2])
    told = {"read": project.read(sys.argv[1]), "error": project.error(), "crs": project.crs().authid()}
    told["title"] = project.title()
    told["groups"] = {
        group.name(): [layer.name() for layer in group.findLayers()]
        for group in project.layerTreeRoot().findGroups()
    }
    told["layers"] = {layer.source().split("layername=")[1]: describe(layer) for layer in project.mapLayers().values()}
    told["map_tips"] = [tip for layer in project.mapLayersByName("Grids") for tip in map_tips(layer)]
    draw(project, folder / "map.png", int(sys.argv[3]) if len(sys.argv) > 3 else 900)
    told["atlas"] = export_atlas(project, folder / "sheets.pdf")
    told["messages"] = messages
    print(json.dumps(told, ensure_ascii=False))
    project.clear()
    application.exitQgis()


if __name__ == "__main__":
    main()
